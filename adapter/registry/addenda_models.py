"""What the parties propose, ask and answer about what may pass, and whom to turn to. Nothing here is overwritten.

`side` is terms.Side's value: who proposed, asked, answered. `by` is the user or the operator, as each party names them.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from adapter.records.base import Base, Instant, RowId


class AddendumProposal(Base):
    """An addendum that one side has proposed; `first_day` where it names one. It changes nothing by itself."""

    __tablename__ = "addendum_proposal"
    __table_args__ = (UniqueConstraint("agreement", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    number: Mapped[str] = mapped_column(String(100))
    side: Mapped[str] = mapped_column(String(10))
    signed_on: Mapped[date]
    first_day: Mapped[date]
    team_member: Mapped[str | None] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(100))
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    changes: Mapped[list["ProposedChange"]] = relationship(order_by="ProposedChange.id")
    approval: Mapped["AddendumApproval | None"] = relationship()


class ProposedChange(Base):
    """One element that a proposal adds (TAMBAH), withdraws (CABUT), or makes mandatory or not (UBAH)."""

    __tablename__ = "proposed_change"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("addendum_proposal.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    element_list: Mapped[str] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(64))
    mandatory: Mapped[bool | None]


class AddendumApproval(Base):
    """That the other side has approved a proposal: from then on the addendum itself stands in `addendum`."""

    __tablename__ = "addendum_approval"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("addendum_proposal.id"), unique=True)
    side: Mapped[str] = mapped_column(String(10))
    team_member: Mapped[str | None] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(100))
    approved_at: Mapped[datetime] = mapped_column(Instant)


class DataRequest(Base):
    """A letter in which `side` asks the other for elements outside of the lists, until a day if it names one."""

    __tablename__ = "data_request"
    __table_args__ = (UniqueConstraint("agreement", "number"),)

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    number: Mapped[str] = mapped_column(String(100))
    side: Mapped[str] = mapped_column(String(10))
    dated: Mapped[date]
    reason: Mapped[str] = mapped_column(String(1000))
    wanted_until: Mapped[date | None]
    by: Mapped[str] = mapped_column(String(100))
    received_at: Mapped[datetime] = mapped_column(Instant)
    elements: Mapped[list["RequestedElement"]] = relationship(order_by="RequestedElement.id")
    answer: Mapped["DataRequestAnswer | None"] = relationship(back_populates="request")


class RequestedElement(Base):
    """One element that a letter asks for."""

    __tablename__ = "requested_element"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("data_request.id"), index=True)
    element_list: Mapped[str] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(64))


class DataRequestAnswer(Base):
    """The answer to a letter: DISETUJUI, SEBAGIAN or DITOLAK; what is granted passes until `last_day`, inclusive."""

    __tablename__ = "data_request_answer"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("data_request.id"), unique=True)
    decision: Mapped[str] = mapped_column(String(10))
    last_day: Mapped[date | None]
    number: Mapped[str | None] = mapped_column(String(100))
    by: Mapped[str] = mapped_column(String(100))
    answered_at: Mapped[datetime] = mapped_column(Instant)
    request: Mapped[DataRequest] = relationship(back_populates="answer")
    elements: Mapped[list["GrantedElement"]] = relationship(order_by="GrantedElement.id")


class GrantedElement(Base):
    """One element that an answer grants."""

    __tablename__ = "granted_element"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("data_request_answer.id"), index=True)
    element_list: Mapped[str] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(64))


class TeamMember(Base):
    """A member of the technical team, by an office's or a post's id: never a person's name (PANRB: Pasal 4)."""

    __tablename__ = "team_member"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    member: Mapped[str] = mapped_column(String(40))
    side: Mapped[str] = mapped_column(String(10))
    role: Mapped[str] = mapped_column(String(10))
    decision: Mapped[str] = mapped_column(String(100))
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    by: Mapped[str] = mapped_column(String(100))
    recorded_at: Mapped[datetime] = mapped_column(Instant)


class ContactChange(Base):
    """An office to turn to, from a day on; the row that begins last is the one in use."""

    __tablename__ = "contact_change"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    agreement: Mapped[str] = mapped_column(String(40), index=True)
    side: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    unit: Mapped[str] = mapped_column(String(250))
    phone: Mapped[str] = mapped_column(String(40))
    email: Mapped[str] = mapped_column(String(100))
    first_day: Mapped[date]
    by: Mapped[str] = mapped_column(String(100))
    told_at: Mapped[datetime] = mapped_column(Instant)
