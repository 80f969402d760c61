"""The tables of what came as files: which file was answered, and how new the newest list of them was."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from adapter.records.base import Base, Instant


class FileTaken(Base):
    """A file that was answered, by the SHA-256 of its bytes. It is never forgotten: a file may come at any time.

    `answer` is the answer's file, sealed, where it was encrypted; else it is the entry's answer.
    """

    __tablename__ = "file_taken"

    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("journal_entry.id"))
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)


class FileListTaken(Base):
    """When the newest list of files was made that came from the other party of an agreement."""

    __tablename__ = "file_list_taken"

    agreement: Mapped[str] = mapped_column(String(40), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
