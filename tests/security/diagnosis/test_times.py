"""Clocks and zones."""

from datetime import UTC, timedelta

import pytest

from adapter.security.diagnosis import diagnose
from tests.support import certificates, slips


def stamped(now, *texts):
    """A request whose Timestamp says these."""
    message = slips.message(now)
    for element, text in zip(message.timestamp, texts, strict=True):
        element.text = text if isinstance(text, str) else (now + text).astimezone(UTC).isoformat()
    return message.sign_again(certificates.signer(now, "rsa"))


def seconds(number):
    return timedelta(seconds=number)


def test_a_clock_312_seconds_ahead(now, trusted):
    diagnosis = diagnose(stamped(now, seconds(312), seconds(612)).raw, trust=trusted.require, now=now)
    (cause,) = diagnosis.causes
    assert (cause.code, cause.proven, diagnosis.fault) == ("JAM_MENDAHULUI", True, "wsu:MessageExpired")
    assert "312 s mendahului" in cause.sentence


def test_a_clock_behind(now, proven):
    assert proven(stamped(now, seconds(-900), seconds(-600))) == "TIMESTAMP_KEDALUWARSA"


@pytest.mark.parametrize(("hours", "zone"), [(7, "WIB"), (8, "WITA"), (9, "WIT")])
def test_local_time_written_with_z(now, trusted, hours, zone):
    ahead = timedelta(hours=hours, seconds=2)
    raw = stamped(now, ahead, ahead + seconds(300)).raw
    (cause,) = diagnose(raw, trust=trusted.require, now=now).causes
    assert (cause.code, cause.proven) == ("JAM_LOKAL_SEBAGAI_UTC", False)
    assert f"waktu {zone} ditulis dengan Z" in cause.sentence


def test_seven_hours_and_a_half_is_a_wrong_clock(now, proven):
    ahead = timedelta(hours=7, minutes=30)
    assert proven(stamped(now, ahead, ahead + seconds(300))) == "JAM_MENDAHULUI"


def test_without_a_zone(now, proven):
    assert proven(stamped(now, "2026-11-20T09:00:00", "2026-11-20T09:05:00")) == "TIMESTAMP_TANPA_ZONA"


@pytest.mark.parametrize("text", ["20/11/2026 09:00", "", "2026-11-20T25:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_no_instant(now, proven, text):
    assert proven(stamped(now, text, seconds(300))) == "TIMESTAMP_RUSAK"


def test_expires_only(now, proven):
    message = slips.message(now)
    message.timestamp.remove(message.timestamp[0])
    assert proven(message.sign_again(certificates.signer(now, "rsa"))) == "TIMESTAMP_RUSAK"


def test_lives_too_long(now, proven):
    assert proven(stamped(now, seconds(0), seconds(3600))) == "UMUR_TERLALU_PANJANG"


def test_expires_before_it_is_created(now, proven):
    assert proven(stamped(now, seconds(0), seconds(-1))) == "EXPIRES_SEBELUM_CREATED"


def test_two_mistakes_of_time_and_one_of_content(now, told):
    raw = stamped(now, seconds(312), seconds(612)).raw.replace(b"petugas-uji", b"petugas-lain")
    assert told(raw) == ["ISI_BERUBAH", "JAM_MENDAHULUI"]
