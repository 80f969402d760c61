"""Keadaan kahar: told, answered, ended."""

from adapter.agreements.operation import Operation

OPERATIONS: tuple[Operation, ...] = ()
