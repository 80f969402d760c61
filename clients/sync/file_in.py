"""What is in a folder, taken in: the other party's requests are answered there, its answers to ours are taken down.

Nothing in a folder is believed for its name. What is bad is told by name with its reason, and left; the others go on.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256

from adapter import limits
from adapter.agreements.terms import Agreement
from adapter.exchange import file_names
from adapter.exchange.file_list import FileList, ListedFile
from adapter.exchange.file_names import ANSWER, REQUEST, FileName, list_name
from adapter.exchange.folder import BadFile, Folder
from adapter.exchange.outgoing_files import waiting
from adapter.journal.filed import ListOvertaken
from adapter.records.database import reading
from adapter.security import SecurityError
from adapter.soap.file_door import Answered, FileDoor
from clients.sync.file_answers import Answers
from clients.sync.file_runs import settle
from clients.sync.site import Site

Tell = Callable[[str, str], None]
"""Takes a file's name and what became of it."""


@dataclass(slots=True)
class TakenIn:
    """What was done: answers written and answers taken down by outcome, bad files, and what is still missing.

    `unfinished`: our run is not at its end; with nothing missing, `--ke-map` goes on with it.
    """

    answered: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    bad: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unfinished: bool = False


def take_in(site: Site, agreement: Agreement, door: FileDoor, folder: Folder, tell: Tell) -> TakenIn:
    """Take in all that is in the folder. Raises OperatorError for what cannot be written, StoreUnavailable."""
    names = folder.names()
    taken = TakenIn()

    def told(name: str, what: str, reason: str | None = None) -> None:
        if reason is not None:
            taken.bad[name] = reason
        tell(name, what if reason is None else f"left: {reason}")

    for name in names:
        _look(agreement, name, told)
    _take_requests(agreement, door, folder, _named(agreement, names, REQUEST), taken, told)
    answers = Answers(site, agreement)
    for said in _named(agreement, names, ANSWER):
        if not door.takes(said.operation):
            _take_answer(answers, folder, said, taken, told)
    run = settle(site, agreement)
    taken.unfinished = run is not None
    with reading(site.engine) as session:
        taken.missing = [one.name for one in waiting(session, agreement.code)]
    return taken


Told = Callable[..., None]


def _named(agreement: Agreement, names: list[str], suffix: str) -> list[FileName]:
    found = [file_names.parse(name) for name in names if name.endswith(suffix)]
    return [one for one in found if one is not None and one.agreement == agreement.code]


def _look(agreement: Agreement, name: str, told: Told) -> None:
    """Tell of what is neither ours nor of this agreement."""
    said = file_names.parse(name)
    if said is None and name.endswith((REQUEST, ANSWER)):
        told(name, "", "its name is not one of an exchange folder")
    elif said is not None and said.agreement != agreement.code:
        told(name, f"of {said.agreement}, not of {agreement.code}: not looked at")


def _take_requests(
    agreement: Agreement, door: FileDoor, folder: Folder, names: list[FileName], taken: TakenIn, told: Told
) -> None:
    theirs = [said for said in names if door.takes(said.operation)]
    listed, reason = _listed(agreement, door, folder, told, needed=bool(theirs))
    for said in theirs:
        try:
            answered = _answer(door, folder, said, listed, reason)
            if answered.raw is None:
                told(said.request, "", _reason(answered))
                continue
            folder.write(said.answer, answered.raw)
        except BadFile as error:
            told(said.request, "", str(error))
            continue
        taken.answered[answered.outcome] += 1
        told(said.request, f"answered: {answered.outcome}")
    present = {said.request for said in theirs}
    for name in sorted(listed.keys() - present):
        told(name, "", "is in the sender's list, and not in the folder")


def _listed(
    agreement: Agreement, door: FileDoor, folder: Folder, told: Told, *, needed: bool
) -> tuple[dict[str, ListedFile], str]:
    """What the other party has listed, by name; or why nothing is."""
    name = list_name(agreement.code, door.sender)
    try:
        listed: FileList = door.admit_list(folder.read(name, limits.MAX_FILE_LIST_BYTES))
    except BadFile as error:
        if not needed and name not in folder.names():
            return {}, ""
        reason = str(error)
    except SecurityError as error:
        reason = f"{type(error).__name__}: {error}"
    except ListOvertaken:
        reason = "a newer list of the sender's was taken before; ask for the newest folder"
    else:
        return {one.name: one for one in listed.files}, "is not in the sender's signed list"
    told(name, "", reason)
    return {}, f"no list of the sender's is believed ({name}: {reason})"


def _answer(door: FileDoor, folder: Folder, said: FileName, listed: dict[str, ListedFile], otherwise: str) -> Answered:
    raw = folder.read(said.request, limits.MAX_REQUEST_BYTES)
    if (before := door.answered_before(raw)) is not None:
        return before
    promised = listed.get(said.request)
    if promised is None:
        raise BadFile(otherwise)
    if (len(raw), sha256(raw).digest()) != (promised.size, promised.digest):
        raise BadFile("is not the file that the sender's list promises")
    return door.answer(said.operation, raw)


def _reason(answered: Answered) -> str:
    error = answered.error
    return f"{answered.outcome}: {type(error).__name__}: {error}" if isinstance(error, SecurityError) else "refused"


def _take_answer(answers: Answers, folder: Folder, said: FileName, taken: TakenIn, told: Told) -> None:
    try:
        outcome = answers.take(said, lambda: folder.read(said.answer, limits.MAX_ANSWER_BYTES))
    except BadFile as error:
        told(said.answer, "", str(error))
        return
    taken.acknowledged[outcome] += 1
    told(said.answer, outcome)
