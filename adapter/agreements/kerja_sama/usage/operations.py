"""Who used which of one's own data."""

from adapter.agreements.operation import Operation

OPERATIONS: tuple[Operation, ...] = ()
