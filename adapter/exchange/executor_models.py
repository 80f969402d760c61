"""The tables of those who do durable work: which processes there are, and who holds what only one may do."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant


class Executor(Base):
    """A process that is there, or was until it died. `beat` is milliseconds since 1970 by the database's clock.

    `machine` and `born` tell the process from every other: the boot and the numbering in which `pid` counts, and the
    tick at which it started. Both are empty where the system does not say.
    """

    __tablename__ = "executor"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    role: Mapped[str] = mapped_column(String(8))
    host: Mapped[str] = mapped_column(String(64))
    machine: Mapped[str] = mapped_column(String(64))
    pid: Mapped[int]
    born: Mapped[str] = mapped_column(String(24))
    since: Mapped[datetime] = mapped_column(Instant)
    beat: Mapped[int] = mapped_column(BigInteger)


class Lease(Base):
    """What only one executor may do at a time, and who does it since when."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    executor: Mapped[str] = mapped_column(String(120))
    since: Mapped[datetime] = mapped_column(Instant)
