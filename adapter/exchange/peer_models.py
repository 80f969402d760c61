"""The table of other parties that are left alone for a while."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant


class LeftAlone(Base):
    """The last time that an agreement's other party was left alone, by whichever process: a circuit open `until` then.

    Before it is called again nothing is written: what is past tells of itself that calls pass.
    """

    __tablename__ = "peer_left_alone"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    failures: Mapped[int]
    until: Mapped[datetime] = mapped_column(Instant)
