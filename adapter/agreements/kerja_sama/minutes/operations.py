"""Berita acara, signed by both parties."""

from adapter.agreements.operation import Operation

OPERATIONS: tuple[Operation, ...] = ()
