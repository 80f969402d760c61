"""When the other party is not to be called; the run goes on later, from where it stands.

It has told of maintenance, a keadaan kahar rests on the exchange, or it was not reached for a while.
"""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement, OperationClass, Right, Side
from adapter.clock import WIB, wib_date, wib_minute
from adapter.errors import ForceMajeureHolds
from adapter.registry.force_majeure import number_of
from adapter.registry.maintenance import under_maintenance
from adapter.registry.notices import end_of
from adapter.registry.postponement import postponing
from clients.errors import ClientError, UnderMaintenance


class PeerResting(ClientError):
    """The other party is under maintenance; `until` is the expected end, `seconds` away, None where none was told."""

    def __init__(self, party: str, notice: str | None, until: datetime | None, now: datetime) -> None:
        """Say until when, and by which notice. An end that is no time of ours (year 9999, elsewhere) counts as none."""
        until = _time_of_ours(until)
        end = f" until {wib_minute(until)} WIB" if until is not None else ""
        number = f" (notice {notice})" if notice is not None else ""
        super().__init__(f"{party} told us of maintenance{end}{number}; the run goes on then")
        self.until = until
        self.seconds = max(0.0, (until - now).total_seconds()) if until is not None else None

    @classmethod
    def told_by(cls, party: str, refused: UnderMaintenance, now: datetime) -> "PeerResting":
        """As the other party's fault says it."""
        return cls(party, refused.galat.nomorPemberitahuan, refused.galat.perkiraanSelesai, now)


class PeerLeftAlone(ClientError):
    """The other party was not reached so often in a row that it is left alone until `until`."""

    def __init__(self, party: str, failures: int, until: datetime) -> None:
        """Say how often, and until when."""
        super().__init__(
            f"{party} gave no answer that counts {failures} times in a row; it is left alone until "
            f"{until.astimezone(WIB):%Y-%m-%d %H:%M:%S} WIB, and the run goes on then"
        )
        self.failures = failures
        self.until = until


class StoreRestored(ClientError):
    """Our mark is beyond the other party's newest token: deltas would leave a gap that nobody sees."""

    def __init__(self, party: str, code: str, reached: int) -> None:
        """Say what to do about it."""
        super().__init__(
            f"{party} does not know the token {reached} that we have reached: its store seems to have been restored; "
            f"`jembatan sync {code} --penuh` goes through everything again"
        )


def _time_of_ours(told: datetime | None) -> datetime | None:
    try:
        return told.astimezone(WIB).astimezone(UTC) if told is not None else None
    except OverflowError:
        return None


def name_of(agreement: Agreement, side: Side) -> str:
    """A party's name, as it is told to an operator."""
    return (agreement.bkn if side is Side.BKN else agreement.partner).name


def require_open(session: Session, agreement: Agreement, right: Right, other: Side, now: datetime) -> None:
    """Raise PeerResting in an announced maintenance of the other party's, ForceMajeureHolds in a keadaan kahar."""
    if right.operation_class is not OperationClass.EXCHANGE:
        return
    notice = under_maintenance(session, agreement, other, now)
    if notice is not None:
        raise PeerResting(name_of(agreement, other), notice.number, end_of(notice), now)
    row = postponing(session, agreement, wib_date(now))
    if row is not None:
        raise ForceMajeureHolds(number_of(row), row.began_on)
