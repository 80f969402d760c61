"""Revocation lists: which count, what they refuse, and what becomes of them when files change."""

import threading
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import Encoding
from structlog.testing import capture_logs

from adapter.clock import WIB
from adapter.limits import CLOCK_SKEW
from adapter.security.errors import FailedAuthentication
from adapter.security.revocation import Revocation
from tests.support import authorities, certificates
from tests.support.authorities import revocation_list, write_list

DELTA = x509.DeltaCRLIndicator(1)
PARTIAL = x509.IssuingDistributionPoint(None, None, True, False, None, False, False)


class Ticking:
    """A clock that only runs forward, when it is told to."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def root(now):
    return authorities.authority(now)


@pytest.fixture
def good(root, now):
    return authorities.signer(root, now)


@pytest.fixture
def revoked(root, now):
    return authorities.signer(root, now)


def verdicts(revocation, good, revoked, now):
    return accepts(revocation, good, now), accepts(revocation, revoked, now)


@pytest.fixture
def ticking():
    return Ticking()


@pytest.fixture
def lists(tmp_path, root, now, revoked):
    """A directory with the root's list."""
    write_list(tmp_path / "root.crl", revocation_list(root, now, revoked))
    return tmp_path


@pytest.fixture
def revocation(lists, root, ticking):
    return Revocation(lists, [root.certificate], seconds=ticking)


def accepts(revocation, identity, now, *issuers):
    try:
        revocation.require_good(identity.certificate, now, [one.certificate for one in issuers])
    except FailedAuthentication:
        return False
    return True


def test_the_revoked_and_the_others(revocation, good, revoked, now):
    assert accepts(revocation, good, now)
    with pytest.raises(FailedAuthentication, match="is revoked"):
        revocation.require_good(revoked.certificate, now)


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
@pytest.mark.parametrize("name", ["", "a.crl", "a.der", "a.pem"])
def test_a_file_or_a_directory_in_either_form(tmp_path, root, now, good, revoked, encoding, name):
    place = tmp_path / (name or "daftar")
    write_list(place, revocation_list(root, now, revoked), encoding=encoding)
    revocation = Revocation(tmp_path if name else place, [root.certificate])
    assert verdicts(revocation, good, revoked, now) == (True, False)


def test_several_lists_in_one_file_and_an_issuer_named_with_the_question(tmp_path, root, now, good, revoked):
    other = authorities.authority(now, "CN=lain")
    theirs = authorities.signer(other, now)
    write_list(tmp_path / "all.pem", revocation_list(other, now, theirs), revocation_list(root, now, revoked))
    revocation = Revocation(tmp_path / "all.pem")
    assert [accepts(revocation, one, now, root, other) for one in (good, revoked, theirs)] == [True, False, False]


def test_where_no_issuer_is_known_nothing_is_due(lists, revoked, now):
    assert accepts(Revocation(lists), revoked, now)


def test_where_one_is_known_a_list_is_due(revocation, now):
    other = authorities.authority(now, "CN=lain")
    assert not accepts(revocation, authorities.signer(other, now), now, other)


@pytest.mark.parametrize(
    "make",
    [
        lambda root, other, now: revocation_list(other, now, name=root.certificate.subject),
        lambda root, _, now: revocation_list(root, now, extensions=[(DELTA, True)]),
        lambda root, _, now: revocation_list(root, now, extensions=[(PARTIAL, True)]),
        lambda root, _, now: revocation_list(root, now + timedelta(hours=2)),
        lambda root, _, now: revocation_list(root, now, hours=-1),
    ],
    ids=["signed-by-another", "delta", "partial", "of-the-future", "past-its-end"],
)
def test_a_list_that_does_not_count(tmp_path, root, now, good, make):
    write_list(tmp_path / "a.crl", make(root, authorities.authority(now), now))
    assert not accepts(Revocation(tmp_path, [root.certificate]), good, now)


def test_the_list_of_an_authority_that_may_not_sign_lists(tmp_path, now):
    root = authorities.authority(now, usages=("key_cert_sign",))
    write_list(tmp_path / "a.crl", revocation_list(root, now))
    assert not accepts(Revocation(tmp_path, [root.certificate]), authorities.signer(root, now), now)


def test_a_list_counts_until_its_end_and_the_operators_grace(lists, root, good, now):
    end = now + timedelta(hours=24)
    second, day = timedelta(seconds=1), timedelta(days=1)
    for grace in (timedelta(0), day):
        revocation = Revocation(lists, [root.certificate], grace=grace)
        assert [accepts(revocation, good, end + grace + more) for more in (-second, second)] == [True, False]


def test_a_list_of_a_clock_a_little_ahead(lists, root, good, now):
    begin = now - timedelta(hours=1)
    revocation = Revocation(lists, [root.certificate])
    assert accepts(revocation, good, begin - CLOCK_SKEW)
    assert not accepts(revocation, good, begin - CLOCK_SKEW - timedelta(seconds=1))


def test_revoked_stays_revoked_in_a_list_past_its_end(revocation, revoked, now):
    with pytest.raises(FailedAuthentication, match="is revoked"):
        revocation.require_good(revoked.certificate, now + timedelta(days=9))


def test_an_hour_of_refusals_is_one_line(revocation, good, now):
    late = now + timedelta(days=9)
    with capture_logs() as lines:
        for minutes in (0, 10, 20, 60):
            accepts(revocation, good, late + timedelta(minutes=minutes))
    assert [line["event"] for line in lines] == ["no current revocation list: nobody of this issuer may sign"] * 2
    assert lines[0]["log_level"] == "error"


def test_a_new_list_counts_within_seconds(revocation, lists, root, good, ticking, now):
    write_list(lists / "root.crl", revocation_list(root, now, good))
    assert accepts(revocation, good, now)
    ticking.seconds += 2
    assert not accepts(revocation, good, now)


def test_a_list_that_is_taken_away_is_missed(revocation, lists, good, ticking, now):
    (lists / "root.crl").unlink()
    ticking.seconds += 2
    assert not accepts(revocation, good, now)


def test_a_directory_that_is_gone_leaves_what_was_known(revocation, lists, good, revoked, ticking, now):
    lists.rename(lists.with_name("elsewhere"))
    ticking.seconds += 2
    with capture_logs() as lines:
        assert verdicts(revocation, good, revoked, now) == (True, False)
    assert [line["log_level"] for line in lines] == ["warning"]
    assert "cannot be read" in revocation.problems()[0]


@pytest.mark.parametrize(
    "encoding_and_part", [(form, part) for form in (Encoding.PEM, Encoding.DER) for part in (0, 0.5, 0.99)]
)
def test_half_a_file_leaves_what_was_known(lists, root, good, revoked, ticking, now, encoding_and_part):
    encoding, part = encoding_and_part
    path, revocation = lists / "root.crl", Revocation(lists, [root.certificate], seconds=ticking)
    write_list(path, revocation_list(root, now, good), encoding=encoding)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    ticking.seconds += 2
    with capture_logs() as lines:
        assert verdicts(revocation, good, revoked, now) == (True, False)
        ticking.seconds += 2
        assert accepts(revocation, good, now)
    assert [(line["log_level"], line["kept"]) for line in lines] == [("warning", 1)]
    assert len(revocation.problems()) == 1
    path.write_bytes(whole)
    ticking.seconds += 2
    assert verdicts(revocation, good, revoked, now) == (False, True)
    assert revocation.problems() == []


def test_a_weak_digest(tmp_path, now):
    """cryptography makes no list with SHA-1, so one with SHA-256 is renamed and signed again."""
    root, good = certificates.authority(now), certificates.good(now)
    strong = revocation_list(root, now)
    sha256, sha1 = (bytes.fromhex(f"2a864886f70d0101{end}") for end in ("0b", "05"))
    signed = strong.tbs_certlist_bytes.replace(sha256, sha1)
    signature = root.key.sign(signed, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 - it must be refused
    weak = strong.public_bytes(Encoding.DER).replace(sha256, sha1).replace(strong.signature, signature)
    for data, accepted in ((weak, False), (strong.public_bytes(Encoding.DER), True)):
        (tmp_path / "a.crl").write_bytes(data)
        assert accepts(Revocation(tmp_path, [root.certificate]), good, now) is accepted


def test_many_threads_and_a_file_that_keeps_changing(revocation, lists, root, good, revoked, ticking, now):
    """Whatever moment a thread looks in, the good one is accepted and the revoked one is not."""
    wrong = []
    over = threading.Event()

    def call():
        while not over.is_set():
            ticking.seconds += 2
            if not accepts(revocation, good, now) or accepts(revocation, revoked, now):
                wrong.append(1)

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(50):
        write_list(lists / "root.crl", revocation_list(root, now, revoked))
        (lists / "other.crl").write_bytes(b"-----BEGIN X509 CRL-----\nhalf")
    over.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_what_ends_when(revocation, now):
    (one,) = revocation.lists()
    assert one.next_update == (now + timedelta(hours=24)).replace(microsecond=0)


def test_what_is_here_is_told_when_it_is_asked_for_and_when_it_changes(lists, root, ticking, now, good):
    with capture_logs() as lines:
        revocation = Revocation(lists, [root.certificate], seconds=ticking)
        assert lines == []
        revocation.tell()
        ticking.seconds += 2
        revocation.require_good(good.certificate, now)
        write_list(lists / "root.crl", revocation_list(root, now))
        ticking.seconds += 2
        revocation.require_good(good.certificate, now)
    assert [(line["event"], line["file"], line["revoked"]) for line in lines] == [
        ("revocation list", "root.crl", 1),
        ("revocation list", "root.crl", 0),
    ]


def test_a_list_without_an_end(tmp_path, root, now, good):
    """31 December 9999 is how RFC 5280 says so; with the grace added there is no such day."""
    left = (datetime(9999, 12, 31, 23, tzinfo=WIB) - now) // timedelta(hours=1)
    write_list(tmp_path / "root.crl", revocation_list(root, now, hours=left))
    assert accepts(Revocation(tmp_path, [root.certificate], grace=timedelta(hours=24)), good, now)
