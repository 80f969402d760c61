"""What ends, when, and on which days it is told."""

from datetime import timedelta

import pytest

from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.records.database import writing
from adapter.registry import enrolled
from adapter.registry.authorities import trust_authority
from adapter.registry.expiry import Ending, days_left, endings, threshold
from adapter.security.path import Authority
from adapter.security.revocation import Revocation
from adapter.security.subject import parse_subject
from tests.support import authorities, certificates
from tests.support.authorities import SUBJECT, revocation_list, write_list

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("left", "days", "told"),
    [
        (60 * DAY + SECOND, 60, None),
        (60 * DAY, 60, 60),
        (14 * DAY + SECOND, 14, 60),
        (14 * DAY, 14, 14),
        (3 * DAY + SECOND, 3, 14),
        (3 * DAY, 3, 3),
        (0 * DAY, 0, 3),
        (-SECOND, -1, 0),
    ],
)
def test_the_thresholds(now, left, days, told):
    assert (days_left(now + left, now), threshold(now + left, now)) == (days, told)


def test_a_sentence_for_each_case(now):
    ending = Ending("partner", "abc", now + DAY, "BPJS")
    assert ending.sentence(now) == "partner abc (BPJS): ends on 2026-11-21, 1 day left"
    assert ending.sentence(now - DAY) == "partner abc (BPJS): ends on 2026-11-21, 2 days left"
    assert ending.sentence(now + 2 * DAY) == "partner abc (BPJS): ended on 2026-11-21"


def test_all_that_has_an_end(engine, now, tmp_path):
    root = authorities.authority(now, days=400)
    between = authorities.authority(now, "CN=antara", root, days=300)
    other = authorities.authority(now, "CN=lain", days=200)
    write_list(tmp_path / "a.crl", revocation_list(between, now, hours=48))
    own = certificates.good(now, name="server").certificate
    with writing(engine) as session:
        for agreement, days in ((BPJS, 10), (SIGTK, 11)):
            key = enrolled.add_certificate(
                session, agreement, authorities.signer(root, now, days=days).certificate, now
            )
        enrolled.remove_certificate(session, SIGTK, key.hex(), now)
        trusted = Authority(root.certificate, (between.certificate,))
        trust_authority(session, BPJS, trusted, parse_subject(SUBJECT, exact=True), now)
        found = endings(session, own, Revocation(tmp_path, [other.certificate]))
    assert [(one.role, one.agreement, one.days_left(now)) for one in found] == [
        ("server", "", 825),
        ("partner", "BPJS", 9),
        ("authority", "BPJS", 400),
        ("intermediate", "BPJS", 300),
        ("crl issuer", "", 200),
        ("crl", "", 2),
    ]
