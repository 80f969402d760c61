"""Information received: versions of documents."""

from datetime import date, timedelta

from sqlalchemy import Engine, event

from adapter.records.database import writing
from adapter.records.information import NEW_VERSION, UNCHANGED, Document, receive_information, versions
from adapter.records.information_models import Information

DAY = date(2026, 1, 5)


def test_of_a_document_that_changed_often_only_the_last_version_is_read(engine: Engine, now):
    given = [Document(kind="FORMASI", number="1", dated=DAY + timedelta(days=day)) for day in range(6)]
    loaded = []
    for document in given:
        with writing(engine) as session:
            receive_information(session, [document], now, "pesan")
    event.listen(Information, "load", note := lambda row, _context: loaded.append(row.version))
    with writing(engine) as session:
        (receipt,) = receive_information(session, [given[-1]], now, "pesan")
        (other,) = receive_information(session, [given[0]], now, "pesan")
    event.remove(Information, "load", note)
    assert (receipt.result, receipt.version) == (UNCHANGED, 6)
    assert (other.result, other.version) == (NEW_VERSION, 7)
    assert set(loaded) == {6}
    with writing(engine) as session:
        assert versions(session, "FORMASI", "1") == [*given, given[0]]
