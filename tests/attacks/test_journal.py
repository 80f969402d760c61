"""Who owns the database rewrites the journal: the verifier names the first entry, or seal, at which that shows."""

# ruff: noqa: S608 - statements for tables and values that are all written here

from dataclasses import asdict

import pytest
from sqlalchemy import LargeBinary, String

from adapter.journal import seals
from adapter.journal.anchor import AnchorError
from adapter.journal.digests import digested
from adapter.journal.models import Entry
from adapter.records.database import reading, writing
from adapter.security import key_signer
from tests.support import certificates
from tests.support.journals import Journal

EDITED = "entry 5: is not what was sealed: a column, an access line or its idPesan was edited, added or removed"
COLUMNS = [column for column in Entry.__table__.columns if column.name != "id"]


@pytest.fixture
def kept(engine, vault, now, tmp_path):
    """Nine entries under three seals, and the anchor that knows them."""
    kept = Journal(engine, vault, now, tmp_path / "anchor")
    for _ in range(3):
        kept.write(3)
        assert kept.seal() == 3
    assert kept.verdict() == "intact"
    return kept


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_a_column_of_an_entry_edited(kept, column):
    if isinstance(column.type, LargeBinary):
        value = kept.blob(b"lain")
    elif isinstance(column.type, String):
        value = "'lain'"
    else:
        value = "'2026-01-01 00:00:00.000000+00:00'" if column.name == "received_at" else "7000"
    kept.tamper(f'UPDATE journal_entry SET "{column.name}" = {value} WHERE id = 5')
    assert kept.verdict() == EDITED


@pytest.mark.parametrize("column", [column.name for column in COLUMNS if column.nullable])
def test_a_column_of_an_entry_emptied(kept, column):
    """The user of these entries is an empty text already: nothing at all is something else."""
    kept.tamper(f'UPDATE journal_entry SET "{column}" = NULL WHERE id = 5')
    assert kept.verdict() == EDITED


def test_an_entry_deleted(kept):
    kept.tamper("DELETE FROM journal_entry WHERE id = 5")
    assert kept.verdict() == "entry 5: is missing: deleted, or given another number"


def test_a_whole_run_of_entries_deleted(kept):
    kept.tamper("DELETE FROM journal_entry WHERE id BETWEEN 4 AND 6")
    assert kept.verdict().startswith("entry 4: is missing")


def test_two_entries_swapped(kept):
    columns = [f'"{column.name}"' for column in COLUMNS]
    kept.tamper(
        "CREATE TEMPORARY TABLE kept_aside AS SELECT * FROM journal_entry WHERE id IN (4, 5)",
        "UPDATE journal_entry SET correlation_id = '-' WHERE id = 5",
        *(
            f"UPDATE journal_entry SET ({', '.join(columns)}) ="
            f" (SELECT {', '.join(columns)} FROM kept_aside WHERE id = {other}) WHERE id = {one}"
            for one, other in ((4, 5), (5, 4))
        ),
        "UPDATE message_id SET entry_id = CASE entry_id WHEN 4 THEN 5 ELSE 4 END WHERE entry_id IN (4, 5)",
    )
    assert kept.verdict() == "entry 4: holds what was written as entry 5: reordered"


def test_an_entry_renumbered(kept):
    kept.tamper(
        *(f"UPDATE {table} SET entry_id = 12 WHERE entry_id = 9" for table in ("journal_access", "message_id")),
        "UPDATE journal_entry SET id = 12 WHERE id = 9",
    )
    assert kept.verdict() == "entry 9: is missing: deleted, or given another number"


@pytest.mark.parametrize("number", [0, -3])
def test_an_entry_inserted_before_the_first(kept, number):
    kept.tamper(_copy_of_entry_5_as(number))
    assert kept.verdict() == f"entry {number}: was never sealed, and stands among entries that were: inserted"


def test_an_entry_inserted_where_a_call_was_rolled_back(kept):
    kept.write(2)
    kept.tamper("DELETE FROM journal_entry WHERE id = 10")  # the gap that PostgreSQL leaves then
    kept.seal()
    assert kept.verdict() == "intact"
    kept.tamper(_copy_of_entry_5_as(10))
    assert kept.verdict() == "entry 10: was never sealed, and stands among entries that were: inserted"


def test_an_access_line_removed(kept):
    kept.tamper(f"DELETE FROM journal_access WHERE entry_id = 5 AND subject = {kept.blob(b'q' * 32)}")
    assert kept.verdict() == EDITED


def test_an_access_line_added(kept):
    kept.tamper(f"INSERT INTO journal_access (entry_id, subject) VALUES (5, {kept.blob(b'z' * 32)})")
    assert kept.verdict() == EDITED


def test_an_access_line_moved_to_another_entry(kept):
    kept.tamper("UPDATE journal_access SET entry_id = 5, subject = subject || subject WHERE entry_id = 6")
    assert kept.verdict() == EDITED


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM message_id WHERE entry_id = 5",
        "UPDATE message_id SET agreement = 'SIGTK' WHERE entry_id = 5",
        "UPDATE message_id SET entry_id = 5 WHERE entry_id = 6",
        "UPDATE message_id SET content_digest = content_digest || content_digest WHERE entry_id = 5",
    ],
    ids=["removed", "of another agreement", "a second one", "for other content"],
)
def test_the_claim_of_an_id_changed(kept, change):
    kept.tamper(change)
    assert kept.verdict() == EDITED


def test_the_first_of_many_is_named(kept):
    kept.tamper(
        "DELETE FROM journal_entry WHERE id = 9",
        "UPDATE journal_entry SET purpose = 'x' WHERE id IN (5, 6)",
        "UPDATE journal_seal SET count = 9 WHERE number = 3",
    )
    assert kept.verdict() == EDITED


def test_the_tail_cut(kept):
    kept.tamper("DELETE FROM journal_entry WHERE id > 6", "DELETE FROM journal_seal WHERE number = 3")
    assert kept.verdict() == (
        "the tail was cut or an old backup restored: the anchor knows seal 3, the database ends with seal 2;"
        " entries from 7 on are missing"
    )


def test_everything_deleted(kept):
    kept.tamper("DELETE FROM journal_entry", "DELETE FROM journal_seal")
    assert "the database ends with seal 0; entries from 1 on are missing" in kept.verdict()


def test_an_old_backup_restored(kept):
    _go_back(kept)
    assert "the anchor knows seal 4, the database ends with seal 3; entries from 10 on" in kept.verdict()


def test_an_old_backup_restored_is_not_sealed_over(kept):
    _go_back(kept)
    kept.write()
    with pytest.raises(AnchorError, match="knows seal 4, which the database does not have"):
        kept.seal()
    assert len(kept.rows("journal_seal")) == 3


def test_an_old_backup_restored_and_sealed_on_without_the_anchor(kept):
    _go_back(kept)
    kept.write()
    kept.sealer(anchor=None).seal()
    assert kept.verdict().startswith("seal 4 (entries ")
    assert "the anchor knows another one: an old backup was restored" in kept.verdict()
    with pytest.raises(AnchorError, match="knows seal 4, which the database has otherwise"):
        kept.seal()


@pytest.mark.parametrize(
    "change",
    ["last_id = 5", "first_id = 5", "count = 2", "made_at = '2026-01-01 00:00:00'", "algorithm = 'none'"],
)
def test_a_seal_edited(kept, change):
    kept.tamper(f"UPDATE journal_seal SET {change} WHERE number = 2")
    assert ": its signature does not hold: it was edited, or made with another key" in kept.verdict()
    assert kept.verdict().startswith("seal 2 (entries ")


@pytest.mark.parametrize("column", ["root", "previous", "signature"])
def test_a_digest_of_a_seal_edited(kept, column):
    kept.tamper(f"UPDATE journal_seal SET {column} = {kept.blob(b'x' * 64)} WHERE number = 2")
    assert kept.verdict() == (
        "seal 2 (entries 4 to 6): its signature does not hold: it was edited, or made with another key"
    )


def test_a_seal_deleted(kept):
    kept.tamper("DELETE FROM journal_seal WHERE number = 2")
    assert kept.verdict() == "seal 2: is missing; the entries from 4 on have no unbroken proof"


def test_an_entry_edited_and_its_digest_in_the_list_too(kept):
    kept.tamper("UPDATE journal_entry SET purpose = 'x' WHERE id = 5")
    with reading(kept.engine) as session:
        digests = {entry.entry_id: entry for entry in digested(session, after=3, upto=6)}
    leaves = b"".join(entry_id.to_bytes(8) + entry.digest for entry_id, entry in digests.items())
    kept.tamper(f"UPDATE journal_seal SET leaves = {kept.blob(leaves)} WHERE number = 2")
    assert kept.verdict() == (
        "seal 2 (entries 4 to 6): its list of entries was edited; any of them may be another than was sealed"
    )


@pytest.mark.parametrize("pretends", [False, True], ids=["as itself", "as the server"])
def test_a_seal_forged_with_another_key(kept, pretends):
    """The entry is edited, and everything that follows sealed anew: all of it fits together."""
    _forge(kept, certificates.good(kept.now, "ec", "STRANGER"), pretends=pretends)
    ending = "its signature does not hold" if pretends else "is signed with certificate "
    assert kept.verdict().startswith(f"seal 2 (entries 4 to 9): {ending}")


def test_a_seal_forged_with_the_stolen_key_of_the_server(kept):
    """The key alone is not enough: the anchor is somewhere else."""
    _forge(kept, kept.identities[0])
    assert kept.verdict().startswith("seal 2 (entries 4 to 9): the anchor knows another one")


def test_one_seal_exchanged_with_the_stolen_key_of_the_server(kept):
    """Even without an anchor the next one, which is older, still holds the digest of the right one."""
    with reading(kept.engine) as session:
        *_, third = seals.stored(session)
    _forge(kept, kept.identities[0], upto=6)
    kept.anchor.write_bytes(b"")
    assert kept.verdict() == "intact"
    with writing(kept.engine) as session:
        seals.store(session, third)
    assert kept.verdict() == "seal 3 (entries 7 to 9): does not follow seal 2: that one was exchanged for another"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_nonsense_where_the_column_takes_any(kept):
    for nonsense in ("received_at = 'kemarin'", "request_size = 'banyak'", "answer_digest = 1000000000", "user = 1.5"):
        kept.tamper(f"UPDATE journal_entry SET {nonsense} WHERE id = 5")
        assert kept.verdict() == EDITED
    kept.tamper("UPDATE journal_seal SET leaves = 7, signature = 'x' WHERE number = 1")
    assert kept.verdict().startswith("seal 1 (entries 1 to 3): its signature")


def _copy_of_entry_5_as(number: int) -> str:
    columns = ", ".join(f'"{column.name}"' for column in COLUMNS)
    copied = columns.replace('"correlation_id"', "'salinan'")
    return f"INSERT INTO journal_entry (id, {columns}) SELECT {number}, {copied} FROM journal_entry WHERE id = 5"


def _go_back(kept: Journal) -> None:
    """To the state of three seals, after the anchor has seen a fourth."""
    kept.write(2)
    kept.seal()
    kept.tamper(
        *(f"DELETE FROM {table} WHERE entry_id > 9" for table in ("journal_access", "message_id")),
        "DELETE FROM journal_entry WHERE id > 9",
        "DELETE FROM journal_seal WHERE number > 3",
    )


def _forge(kept: Journal, identity, *, pretends: bool = False, upto: int = 9) -> None:
    kept.tamper("UPDATE journal_entry SET purpose = 'x' WHERE id = 5", "DELETE FROM journal_seal WHERE number > 1")
    signer = key_signer(identity.key, identity.certificate)
    with reading(kept.engine) as session:
        first = seals.last(session)
        forged = seals.make(signer, first, list(digested(session, after=3, upto=upto)), kept.now)
    values = asdict(forged)
    if pretends:
        values["certificate"] = first.certificate
    with writing(kept.engine) as session:
        seals.store(session, seals.Seal(**values))
