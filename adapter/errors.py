"""What can go wrong, as types that know no SOAP.

    JembatanError
     +- OperatorError            a command cannot go on: one line for the person at the keyboard
     +- Refusal                  a partner's request is understood and refused
     |   +- AgreementNotInForce  ended (and how), not yet begun, or suspended
     |   +- ForceMajeureHolds    a keadaan kahar has postponed the exchange
     |   +- NotAuthorised        the signer is no party to the agreement that it names
     |   +- PurposeNotAllowed
     |   +- UnderMaintenance     the host has told that it cannot serve now
     |   +- ElementNotAllowed    never in the list
     |   +- ElementWithdrawn     taken out by an adendum
     |   +- ContractViolation    the message does not follow the contract: all its problems at once
     |   +- NeedsHandling        no answer by machine about this person; says nothing of why
     |   +- SubjectRestricted    an earlier answer must not be given again
     |   +- SignatureNotAccepted a signature inside of the message, on a document, does not count
     |   +- DuplicateDiffers     the idPesan was used before, for something else
     |   +- Replayed             these very bytes, or this signature, were here before
     |       +- KeyForgotten     so old that nobody can tell any more
     +- StoreUnavailable         the database is away

adapter.security has its own tree, in WS-Security's words. soap/faults.py turns both into faults.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


class JembatanError(Exception):
    """Whatever this program raises on purpose."""


class OperatorError(JembatanError):
    """A command cannot go on; the text says what happened, where, and what to do, in one line."""


class StoreUnavailable(JembatanError):
    """The database does not answer, or does not have the tables that it should."""


class Refusal(JembatanError):
    """A partner's request is understood and refused."""


State = Literal["BERAKHIR", "BELUM_BERLAKU", "DITANGGUHKAN", "DIHENTIKAN", "BATAL_DEMI_HUKUM"]


@dataclass(eq=False)
class AgreementNotInForce(Refusal):
    """The agreement does not carry this operation today. `last_day` is inclusive."""

    number: str
    state: State
    first_day: date
    last_day: date


@dataclass(eq=False)
class ForceMajeureHolds(Refusal):
    """The exchange under the agreement rests for a keadaan kahar, which began on `since`."""

    number: str
    since: date


@dataclass(eq=False)
class NotAuthorised(Refusal):
    """The certificate is registered, but not for the partner, agreement or operation that is asked for."""

    what: str


@dataclass(eq=False)
class PurposeNotAllowed(Refusal):
    """The purpose is none that the agreement names for this operation."""

    purpose: str
    allowed: tuple[str, ...]


@dataclass(eq=False)
class UnderMaintenance(Refusal):
    """The host's own notice `notice` says that it does not serve now; `ends_at` is when it will."""

    notice: str
    ends_at: datetime | None


@dataclass(eq=False)
class ElementNotAllowed(Refusal):
    """Elements (or a version of the list) that were never agreed."""

    elements: tuple[str, ...]


@dataclass(eq=False)
class ElementWithdrawn(Refusal):
    """Elements that an adendum has taken out of the list."""

    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a message: `path` leads to the element, `code` is the kodeGalat. Never a value."""

    path: str
    code: str
    sentence: str


@dataclass(eq=False)
class ContractViolation(Refusal):
    """The message does not follow the contract."""

    problems: tuple[Problem, ...]
    code: str = field(init=False)

    def __post_init__(self) -> None:
        # A case that an agreement names (a missing Keppres) says more than the general codes do.
        codes = {problem.code for problem in self.problems}
        special = codes - {"FORMAT_TIDAK_SAH", "DATA_TIDAK_LENGKAP"}
        self.code = min(special) if special else ("FORMAT_TIDAK_SAH" if len(codes) > 1 else min(codes))


class NeedsHandling(Refusal):
    """No answer by machine about this person, whether there is one or not: one fault for several reasons."""


class SubjectRestricted(Refusal):
    """An earlier answer holds somebody whose processing has been restricted since (UU 27/2022 Pasal 40-41)."""


@dataclass(eq=False)
class SignatureNotAccepted(Refusal):
    """The signature on a document that the message brings does not count; `what` says why, in Indonesian."""

    what: str


class DuplicateDiffers(Refusal):
    """The idPesan was used before for a request with other content."""


class Replayed(Refusal):
    """A message with this signature was accepted before."""


class KeyForgotten(Replayed):
    """A message older than what is still known of its signer's: nobody can tell whether it was accepted before."""
