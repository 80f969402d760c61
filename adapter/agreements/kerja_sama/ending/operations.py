"""Extension and early end, proposed and answered."""

from adapter.agreements.operation import Operation

OPERATIONS: tuple[Operation, ...] = ()
