"""What KemenPANRB's agreement brings, pulled or pushed: documents to BKN, pseudonymous ASN data to the ministry."""

from collections.abc import Sequence

from adapter.agreements.holding import GIVER_DECIDES, Kept
from adapter.agreements.panrb.elements import DATA_MANAJEMEN_ASN, InformasiManajemenAsn
from adapter.agreements.panrb.translation import document
from adapter.agreements.receiving import Incoming
from adapter.records.cards import Receipt
from adapter.records.information import receive_information

MANAGEMENT = Kept(
    "PANRB",
    DATA_MANAJEMEN_ASN,
    lambda row: None if row.idSemu is None else ("idSemu", row.idSemu),
    GIVER_DECIDES,
)
"""Limited access to BKN's own database (Pasal 3 ayat (4) huruf a): what stands there is BKN's."""


def take_documents(to: Incoming, documents: Sequence[InformasiManajemenAsn]) -> list[Receipt]:
    """At BKN: Pasal 3 ayat (2) huruf a."""
    found = receive_information(to.session, [document(one) for one in documents], to.now, to.message_id)
    # A document is about nobody: nobody was touched.
    return [Receipt(one.result) for one in found]
