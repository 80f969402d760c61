"""The calendar of duties."""

from adapter.agreements.operation import Operation

OPERATIONS: tuple[Operation, ...] = ()
