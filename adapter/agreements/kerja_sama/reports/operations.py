"""Reports of use and evaluation, and results of coordination."""

from adapter.agreements.operation import Operation

OPERATIONS: tuple[Operation, ...] = ()
