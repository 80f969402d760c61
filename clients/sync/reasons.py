"""Why an attempt at a run does not go on, in one line that quotes nothing of people."""

from zeep.exceptions import XMLParseError

from adapter.errors import (
    AgreementNotInForce,
    ForceMajeureHolds,
    OperatorError,
    Refusal,
    StoreUnavailable,
)
from clients.errors import AnswerRejected, ClientError, NotReached, RequestRefused, ServerFailed
from clients.sync.resting import PeerLeftAlone, PeerResting, StoreRestored

_LONGEST = 400
"""Characters of a reason: the other party may write a thousand."""

ENDED, STOPPED, OTHER_AWAY, OTHER_RESTS = "ended", "stopped", "away", "rests"
"""How an attempt at a run may end: it is done; something must be done about it; try again later; or once the other
party is back from what it has told of."""


def why(error: Exception, leg: str = "") -> dict[str, str]:
    """Why it does not go on: whether that passes by itself (`kind`), and in one line, without data of people.

    `restored`: the other party's store was.
    """
    said = (f"{leg}: " if leg else "") + " ".join(sentence_of(error).split())[:_LONGEST]
    if isinstance(error, (PeerResting, PeerLeftAlone)):
        kind = OTHER_RESTS if isinstance(error, PeerResting) else OTHER_AWAY
        until = {"until": error.until.isoformat()} if error.until is not None else {}
        return {"kind": kind, "said": said, **until}
    if isinstance(error, StoreRestored):
        return {"kind": STOPPED, "said": said, "restored": "yes"}
    passes = isinstance(error, (NotReached, ServerFailed, StoreUnavailable, ForceMajeureHolds))
    return {"kind": OTHER_AWAY if passes else STOPPED, "said": said}


def sentence_of(error: Exception) -> str:
    """The error in words for an operator."""
    said = str(error)
    match error:
        case RequestRefused():
            # Its sentence is free text of the other party's, and may quote a record: this line is kept in clear.
            said = f"refused: {error.kodeGalat} (idKorelasi {error.galat.idKorelasi}); its words stand in the journal"
        case AnswerRejected() if isinstance(error.__cause__, (TypeError, ValueError, AttributeError, XMLParseError)):
            # What did not fit may be quoted there.
            said = f"the answer does not follow the contract ({type(error.__cause__).__name__})"
        case ForceMajeureHolds():
            said = f"the exchange rests for the keadaan kahar {error.number}, which began on {error.since}"
        case AgreementNotInForce():
            said = (
                f"the agreement {error.number} does not carry this exchange today: {error.state}, its last day "
                f"{error.last_day}; see `jembatan agreement show`"
            )
        case Refusal():
            said = f"our own terms do not let it pass: {type(error).__name__}"
        case ClientError() | OperatorError() | StoreUnavailable():
            pass
        case _:
            said = type(error).__name__
    return said
