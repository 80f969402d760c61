"""Addenda, and letters that grant an element for a time."""

from adapter.agreements.operation import Operation

OPERATIONS: tuple[Operation, ...] = ()
