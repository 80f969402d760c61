"""Notices, and who has confirmed them."""

from adapter.agreements.operation import Operation

OPERATIONS: tuple[Operation, ...] = ()
