"""What is claimed is claimed once; what is written can be read, and only with the key."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256

import pytest

from adapter.errors import DuplicateDiffers, Replayed
from adapter.journal import journal
from adapter.journal.models import Access, Entry
from adapter.records.database import open_engine, writing
from adapter.records.vault import Vault, VaultError


@dataclass
class Message:
    """What claim_signature asks of a verified message."""

    signer: bytes
    replay_key: bytes
    created: object


def exchange(now, **changes):
    given = {
        "correlation_id": "0b1e3c1e-0000-4000-8000-000000000001", "received_at": now, "service": "LayananX",
        "outcome": "BERHASIL", "request": b"<minta/>", "answer": b"<jawab/>", "verified": True,
    }  # fmt: skip
    return journal.Exchange(**{**given, **changes})


def written(session, vault, *more) -> Entry:
    """The entry, as it is read back."""
    return session.get_one(Entry, journal.write(session, vault, *more))


def test_a_signature_is_claimed_once(engine, now):
    message = Message(b"s" * 32, b"k" * 32, now)
    with writing(engine) as session:
        journal.claim_signature(session, message)
    with writing(engine) as session, pytest.raises(Replayed):
        journal.claim_signature(session, message)


def test_another_signer_may_have_the_same_digest(engine, now):
    with writing(engine) as session:
        for signer in (b"a" * 32, b"b" * 32):
            journal.claim_signature(session, Message(signer, b"k" * 32, now))


def test_of_many_at_once_one_gets_the_signature(engine, now):
    url = engine.url.render_as_string(hide_password=False)

    def claim(_number):
        other = open_engine(url)
        try:
            with writing(other) as session:
                journal.claim_signature(session, Message(b"s" * 32, b"k" * 32, now))
            return True
        except Replayed:
            return False
        finally:
            other.dispose()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(claim, range(16))).count(True) == 1


def test_an_id_gives_its_first_entry_back(engine, vault, now):
    with writing(engine) as session:
        assert journal.claim_message(session, "BPJS", "id-1", b"c" * 32) is None
        first = journal.write(session, vault, exchange(now))
        journal.settle_message(session, "BPJS", "id-1", first)
    with writing(engine) as session:
        assert journal.claim_message(session, "BPJS", "id-1", b"c" * 32).id == first
        assert journal.claim_message(session, "SIGTK", "id-1", b"c" * 32) is None
        with pytest.raises(DuplicateDiffers):
            journal.claim_message(session, "BPJS", "id-1", b"d" * 32)


def test_both_messages_are_kept_to_the_byte(engine, vault, now):
    with writing(engine) as session:
        entry = written(session, vault, exchange(now, answer=b"\xff\x00 jawab"))
        assert journal.answer_of(vault, entry) == b"\xff\x00 jawab"
        assert entry.request_digest == sha256(b"<minta/>").digest()
        assert b"minta" not in entry.request_sealed


def test_another_key_reads_nothing(engine, vault, now):
    with writing(engine) as session:
        entry = written(session, vault, exchange(now))
        with pytest.raises(VaultError):
            journal.answer_of(Vault(b"x" * 32, b"i" * 32), entry)


def test_of_a_stranger_only_digest_and_size_are_kept(engine, vault, now):
    with writing(engine) as session:
        entry = written(session, vault, exchange(now, verified=False))
        assert (entry.request_sealed, entry.request_size) == (None, 8)


def test_one_access_line_for_each_person(engine, vault, now):
    people = [bytes([number]) * 32 for number in range(3)]
    with writing(engine) as session:
        entry = written(session, vault, exchange(now), people)
        assert sorted(journal.touched_by(session, entry)) == people
        assert session.get(Access, (entry.id, people[0])) is not None
