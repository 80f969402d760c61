"""Papers for people: whatever stands in a certificate or a document, a file is made."""

from datetime import date

import pytest

from adapter.agreements.taspen.terms import AGREEMENT
from adapter.journal import minutes, pdf
from adapter.journal.counting import Counts
from adapter.journal.minutes_document import Basis
from adapter.journal.periods import Period


@pytest.mark.parametrize("subject", ["W" * 3000, "Dinas " * 1500], ids=["one word", "many words"])
def test_a_certificate_of_a_long_name_is_no_reason_for_no_paper(subject):
    said = minutes.build(
        AGREEMENT, "BA-1", "REKONSILIASI", Period(2026, "Q", 4), Counts.of(3, 1, 1), Basis("MITRA", "S-1"),
        date(2026, 11, 20),
    )  # fmt: skip
    made = pdf.minutes_pdf(said, [("MITRA", f"CN={subject}"), ("BKN", None)], "ab" * 32)
    assert made.startswith(b"%PDF-")
