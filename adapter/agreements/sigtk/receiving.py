"""What SIGTK's agreement brings, pulled or pushed: honours to BKN, reference codes and ASN data to SIGTK."""

from collections.abc import Sequence

from adapter.agreements.holding import GIVER_DECIDES, Kept
from adapter.agreements.kerja_sama.references.messages import Referensi
from adapter.agreements.lines import to_line
from adapter.agreements.receiving import Incoming
from adapter.agreements.sigtk.elements import DATA_ASN, Penganugerahan
from adapter.agreements.sigtk.translation import award_from
from adapter.records.awards import receive_awards
from adapter.records.cards import Receipt
from adapter.records.held import keep
from adapter.records.offered import Offering, Place

ASN = Kept("SIGTK", DATA_ASN, lambda row: None if row.nip is None else ("nip", row.nip), GIVER_DECIDES)
"""BKN manages ASN data (Pasal 4 ayat (1) huruf b); the agreement gives SIGTK no say on any of it."""


def take_honours(to: Incoming, honours: Sequence[Penganugerahan]) -> list[Receipt]:
    """At BKN: Pasal 4 ayat (2) huruf b."""
    return receive_awards(to.session, to.vault, [award_from(one) for one in honours], to.now, to.message_id)


def references_at(kind: str) -> Place:
    """Where the codes of one list are held."""
    return Place("SIGTK", f"referensi/{kind}")


def take_references(to: Incoming, kind: str, version: int, codes: Sequence[Referensi]) -> list[Receipt]:
    """At SIGTK: Pasal 4 ayat (1) huruf c. A code that is out of use stays, marked so; nothing disappears."""
    rows = [
        Offering(to.vault.index("referensi", f"{kind}|{code.kode}"), None, to_line(code).encode(), version)
        for code in codes
    ]
    return keep(to.session, to.vault, references_at(kind), rows, to.now, to.message_id, said_at=to.said_at)
