"""A message from a file, judged by the registry and by certificates that are given."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from adapter.cli import main
from adapter.security import load_signer, names
from tests.support import forge, slips

NOW = datetime.now(UTC)


@pytest.fixture
def partner(jembatan):
    """A partner's developer: keys, and no database."""
    assert jembatan("keys", "--algorithm", "ec", "BPJS").exit_code == 0
    return jembatan


@pytest.fixture
def message(partner):
    """An honest message of theirs."""
    return forge.request(load_signer(Path("var/keys/BPJS.key.pem"), Path("var/keys/BPJS.cert.pem")), NOW)


def saved(message):
    Path("pesan.xml").write_bytes(message if isinstance(message, bytes) else message.raw)
    return "pesan.xml"


WITH_CERTIFICATE = ("--sertifikat", "var/keys/BPJS.cert.pem")


def test_an_honest_message(partner, message):
    result = partner("periksa-pesan", saved(message), *WITH_CERTIFICATE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("DITERIMA (dinilai pada ")
    assert "Sebab" not in result.stdout
    assert "Body #id-" in result.stdout


def test_a_body_printed_anew(partner, message):
    etree.indent(message.body)
    result = partner("periksa-pesan", saved(message), *WITH_CERTIFICATE)
    assert result.exit_code == 1
    assert result.stdout.startswith("DITOLAK: layanan menjawab wsse:FailedCheck")
    sent = message.reference(message.body).findtext(names.DIGEST_VALUE)
    assert f"dikirim  {sent}\n" in result.stdout
    assert f"dihitung {slips.digest(slips.canonical(message.body))}\n" in result.stdout
    assert "DISUSUN_ULANG [terbukti]" in result.stdout
    assert "Tindakan: Tanda tangani sebagai langkah terakhir" in result.stdout


def test_without_any_registry(partner, message):
    result = partner("periksa-pesan", saved(message))
    assert result.exit_code == 1
    assert result.stderr == "jembatan: no database and no --sertifikat: nobody is registered here\n"
    assert "SERTIFIKAT_TIDAK_TERDAFTAR" in result.stdout
    assert not Path("var/jembatan.db").exists()


def test_by_the_registry(station):
    message = forge.request(load_signer(Path("var/keys/BPJS.key.pem"), Path("var/keys/BPJS.cert.pem")), NOW)
    assert "SERTIFIKAT_TIDAK_TERDAFTAR" in station("periksa-pesan", saved(message)).stdout
    assert station("partner", "add", "BPJS", "var/keys/BPJS.cert.pem").exit_code == 0
    assert station("periksa-pesan", "pesan.xml").exit_code == 0


def test_from_standard_input(partner, message):
    result = CliRunner().invoke(main, ["periksa-pesan", "-", *WITH_CERTIFICATE], input=message.raw)
    assert result.exit_code == 0


def test_a_recorded_message_is_judged_as_of_then(partner, message):
    later = (NOW + timedelta(days=1)).isoformat()
    result = partner("periksa-pesan", saved(message), "--pada", later, *WITH_CERTIFICATE)
    assert "TIMESTAMP_KEDALUWARSA" in result.stdout
    assert "--pada" in result.stdout
    assert partner("periksa-pesan", "pesan.xml", "--pada", NOW.isoformat(), *WITH_CERTIFICATE).exit_code == 0


def test_canonical_bytes_that_fit_the_digest(partner, message):
    id_ = message.body.get(names.ID)
    result = partner("periksa-pesan", saved(message), "--kanonik", id_, *WITH_CERTIFICATE)
    sent = message.reference(message.body).findtext(names.DIGEST_VALUE)
    assert slips.b64(sha256(result.stdout_bytes).digest()) == sent
    result = partner("periksa-pesan", "pesan.xml", "--kanonik", "SignedInfo", *WITH_CERTIFICATE)
    assert result.stdout_bytes == slips.canonical(message.signed_info)


def test_json(partner, message):
    message.security.remove(message.token)
    told = json.loads(partner("periksa-pesan", saved(message), "--json", *WITH_CERTIFICATE).stdout)
    assert (told["diterima"], told["galat"]) == (False, "wsse:SecurityTokenUnavailable")
    assert [one["nomor"] for one in told["langkah"]] == list(range(1, 9))
    assert told["sebab"][0]["kode"] == "TOKEN_TIDAK_ADA"
    assert len(told["rujukan"]) == 2


def test_a_value_of_the_message_cannot_move_the_cursor(partner, message):
    message.timestamp[0].text = "\x9b2J2026"
    told = partner("periksa-pesan", saved(message)).stdout
    assert "\x9b" not in told
    assert "\N{REPLACEMENT CHARACTER}2J2026" in told


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("pesan.xml", "--sertifikat", "absent.pem"), "absent.pem: no such file"),
        (("pesan.xml", "--sertifikat", "pesan.xml"), "not a certificate"),
        (("pesan.xml", "--kanonik", "id-lain"), "the message signs no 'id-lain'; there are SignedInfo, id-"),
        (("pesan.xml", "--pada", "kemarin"), "'kemarin' is not an instant with a zone"),
        (("pesan.xml", "--pada", "2026-11-20T09:00:00"), "is not an instant with a zone"),
    ],
)
def test_wrong_usage(partner, message, words, complaint):
    saved(message)
    result = partner("periksa-pesan", *words)
    assert result.exit_code == 2
    assert complaint in result.stderr.replace("\n", " ")


@pytest.mark.parametrize(
    ("file", "told"),
    [("absent.xml", "absent.xml: No such file or directory"), (".", ".: Is a directory")],
)
def test_what_is_no_file_is_one_line(partner, file, told):
    result = partner("periksa-pesan", file)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"jembatan: {told}\n")


FILES = {
    "PESAN_KOSONG": b"",
    "BUKAN_XML": bytes(range(256)) * 100,
    "PESAN_TERLALU_BESAR": b"<a>" * (50 * 1024 * 1024 // 3),
    "PESAN_MULTIPART": b"--uuid:1\r\nContent-Type: application/xop+xml\r\n\r\n<s:Envelope/>\r\n--uuid:1--",
    "KEPALA_HTTP": b"POST / HTTP/1.1\r\nHost: bkn.test\r\n\r\n<s:Envelope xmlns:s='urn:x'/>",
}


@pytest.mark.parametrize("code", FILES)
def test_any_bytes_are_judged(partner, code):
    Path("pesan.xml").write_bytes(FILES[code])
    result = partner("periksa-pesan", "pesan.xml", *WITH_CERTIFICATE)
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith("DITOLAK: layanan menjawab soap:")
    assert f"{code} [terbukti]" in result.stdout


def test_a_database_that_is_away(partner, message, monkeypatch):
    monkeypatch.setenv("JEMBATAN_DATABASE_URL", "postgresql://u:rahasia@127.0.0.1:1/d")
    result = partner("periksa-pesan", saved(message))
    assert result.exit_code == 3
    assert "rahasia" not in result.stderr
