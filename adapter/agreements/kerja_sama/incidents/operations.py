"""Failures of protection, and destruction."""

from adapter.agreements.operation import Operation

OPERATIONS: tuple[Operation, ...] = ()
