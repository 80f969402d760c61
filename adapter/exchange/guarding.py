"""What a machine must not answer in a list: the rules of registry.tries, for rows by the thousand.

In a list only rows whose person was found are counted as wrong tries, or the many that nobody has would fill the table.
That tells nobody anything: the agreements' own words already tell such a row from one that is not found.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from adapter.exchange.kinds import Work
from adapter.exchange.lookup import Found
from adapter.registry.tries import Guard


class Withholding:
    """Which of a chunk's numbers get no answer; `kind` of number is what the people were looked up by."""

    def __init__(self, work: Work, agreement: str, kind: Literal["nip", "nik"], found: Mapping[str, Found]) -> None:
        self._vault, self._kind, self._found = work.vault, kind, found
        keys = [person.key for person in found.values()]
        self._guard = Guard(work.session, work.vault, agreement, work.now, keys)

    def holds(self, number: str) -> bool:
        """Whether this number's row is left to people: a restricted person, too many tries, or a decoy."""
        found = self._found.get(number)
        stored = found.stored if found is not None else None
        restricted = found is not None and found.stored is None
        key = found.key if found is not None else self._vault.index(self._kind, number)
        return self._guard.withholds([key], found=stored is not None and stored.is_asn, restricted=restricted)

    def wrong(self, number: str) -> None:
        """Count a wrong try for the rows after this one: a chunk may ask about one number a thousand times."""
        found = self._found.get(number)
        if found is not None:
            self._guard.wrong([found.key])


def count_wrong(work: Work, agreement: str, keys: Sequence[bytes]) -> None:
    """Count a wrong try about each of these blind indexes, in the chunk's transaction."""
    guard = Guard(work.session, work.vault, agreement, work.now, keys)
    for key in keys:
        guard.wrong([key])
    guard.save()
