from pathlib import Path

import pytest

from adapter.clock import system_clock
from adapter.security.keys import write_certificate
from tests.cli.conftest import one_line
from tests.support import authorities

EXTENSION = ("--number", "P-1 (contoh)", "--from", "2026-01-01", "--until", "2040-12-31")


def rows(result):
    assert result.exit_code == 0, result.stderr
    return [line.split("\t") for line in result.stdout.splitlines()]


def test_a_certificate_is_added_listed_and_removed(station):
    assert station("partner", "add", "BPJS", "var/keys/BPJS.cert.pem").exit_code == 0
    (_, (agreement, thumbprint, subject, *_, removed)) = rows(station("partner", "list"))
    assert (agreement, subject, removed) == ("BPJS", "CN=BPJS\\, kunci uji", "")
    assert station("partner", "remove", "BPJS", thumbprint).exit_code == 0
    assert rows(station("partner", "list"))[1][-1] != ""


def test_certificates_of_others_are_refused(station):
    assert "BKN's own" in one_line(station("partner", "add", "BPJS", "var/keys/server.cert.pem"))
    assert "authority's (CA)" in one_line(station("partner", "add", "BPJS", "var/keys/ca.cert.pem"))
    station("partner", "add", "BPJS", "var/keys/BPJS.cert.pem")
    assert "BPJS signs with it" in one_line(station("partner", "add", "SIGTK", "var/keys/BPJS.cert.pem"))


def test_a_certificate_is_not_removed_by_a_few_digits(station):
    station("partner", "add", "BPJS", "var/keys/BPJS.cert.pem")
    thumbprint = rows(station("partner", "list"))[1][1]
    assert "give 8 or more hexadecimal digits" in one_line(station("partner", "remove", "BPJS", thumbprint[:7]))
    assert rows(station("partner", "list"))[1][-1] == ""


def test_an_unknown_agreement_names_the_known_ones(station):
    result = station("partner", "add", "BPJZ", "var/keys/BPJS.cert.pem")
    assert result.exit_code == 1
    assert "known are BPJS, BPUM, PANRB, SIGTK, TASPEN" in one_line(result)


def test_a_missing_certificate_file_is_one_line(station):
    assert "absent.pem: no such file" in one_line(station("partner", "add", "BPJS", "absent.pem"))


def test_an_extension_revives_an_agreement(station):
    assert rows(station("agreement", "list"))[1][2] == "BERAKHIR"
    assert station("agreement", "extend", "BPJS", *EXTENSION, "--note", "contoh").exit_code == 0
    assert rows(station("agreement", "list"))[1][2:6] == [
        "BERLAKU", "2016-10-10", "2040-12-31", "P-1 (contoh), 2026-01-01 to 2040-12-31",
    ]  # fmt: skip


def test_an_extension_is_recorded_once(station):
    station("agreement", "extend", "BPJS", *EXTENSION)
    assert "recorded already" in one_line(station("agreement", "extend", "BPJS", *EXTENSION))


@pytest.mark.parametrize("written", ["01-01-2026", "20260101", "2026-W01-4", "2026-1-1", "2026-02-30"])
def test_a_day_is_written_in_one_way_only(station, written):
    result = station("agreement", "extend", "BPJS", "--number", "P", "--from", written, "--until", "2027-01-01")
    assert result.exit_code == 2
    assert f"'{written}' is not a day as YYYY-MM-DD" in result.stderr


def test_a_number_is_stripped_and_there_must_be_one(station):
    days = ("--from", "2026-01-01", "--until", "2027-01-01")
    assert "number has 1 to 100 characters" in one_line(station("agreement", "extend", "BPJS", "--number", " ", *days))
    assert "extended by P-1, 2026" in station("agreement", "extend", "BPJS", "--number", " P-1 ", *days).stdout


def test_an_addendum_changes_the_version_of_the_elements(station):
    amend = ("agreement", "amend", "BPJS", "--number", "A-1", "--from", "2020-01-01")
    before = rows(station("agreement", "list"))[1][-1]
    assert "no element" in one_line(station(*amend, "--withdraw", "dataPegawai.warna"))
    assert "is not LIST.ELEMENT" in one_line(station(*amend, "--withdraw", "nama"))
    done = station(*amend, "--withdraw", "dataPegawai.namaPegawai")
    assert done.stdout == "BPJS: A-1 changes 1 element from 2020-01-01 on\n"
    assert rows(station("agreement", "list"))[1][-1] == f"{before}.1"


def test_a_certificate_is_suspended_resumed_and_all_of_it_is_kept(station):
    station("partner", "add", "BPJS", "var/keys/BPJS.cert.pem")
    thumbprint = rows(station("partner", "list"))[1][1]
    suspended = station("partner", "suspend", thumbprint, "--reason", "kunci hilang", "--by", "petugas")
    assert suspended.stdout.startswith(thumbprint)
    assert suspended.stdout.endswith(": suspended by petugas\n")
    assert rows(station("partner", "list"))[1][-2] == "suspended"
    assert "is suspended already" in one_line(station("partner", "suspend", thumbprint, "--reason", "lagi"))
    assert station("partner", "resume", thumbprint, "--reason", "ditemukan", "--by", "petugas").exit_code == 0
    assert rows(station("partner", "list"))[1][-2] == ""
    events = [(row[1], row[2], row[4], row[5]) for row in rows(station("partner", "history"))[1:]]
    assert events == [
        ("added", "BPJS", "", ""),
        ("suspended", "", "petugas", "kunci hilang"),
        ("resumed", "", "petugas", "ditemukan"),
    ]


def test_a_suspension_needs_a_reason_and_a_target(station):
    assert station("partner", "suspend", "BPJS").exit_code == 2
    assert "neither an agreement (BPJS, BPUM, PANRB, SIGTK, TASPEN)" in one_line(
        station("partner", "suspend", "X", "--reason", "a")
    )


def test_who_is_logged_in_decided_it_unless_told_otherwise(station, monkeypatch):
    monkeypatch.setenv("LOGNAME", "operator-uji")
    assert station("partner", "suspend", "BPJS", "--reason", "a").stdout == "BPJS: suspended by operator-uji\n"


def test_an_authority_is_trusted_listed_and_removed(station):
    trust = ("partner", "trust-ca", "BPJS", "var/keys/ca.cert.pem")
    done = station(*trust, "--attribute", "CN=BPJS\\, kunci uji")
    assert done.exit_code == 0, done.stderr
    assert "CN=Jembatan\\, otoritas uji may name signers with CN=BPJS\\, kunci uji, SHA-256 " in done.stdout
    (_, (agreement, thumbprint, subject, role, *_)) = rows(station("partner", "list"))
    assert (agreement, subject, role) == ("BPJS", "CN=BPJS\\, kunci uji", "authority")
    assert station("partner", "remove", "BPJS", thumbprint).exit_code == 0
    assert [row[1] for row in rows(station("partner", "history"))[1:]] == ["authority trusted", "authority removed"]


def test_an_authority_without_a_subject_or_with_bkns_is_refused(station):
    trust = ("partner", "trust-ca", "BPJS", "var/keys/ca.cert.pem")
    both = ("--subject", "CN=a", "--attribute", "CN=a")
    for words in ((), both):
        result = station(*trust, *words)
        assert (result.exit_code, "either --subject or --attribute" in result.stderr) == (2, True)
    assert "BKN's own certificate would sign" in one_line(station(*trust, "--subject", "CN=Jembatan\\, kunci uji BKN"))
    assert "no name as RFC 4514" in one_line(station(*trust, "--subject", "BPJS"))
    assert "is no authority's" in one_line(
        station("partner", "trust-ca", "BPJS", "var/keys/BPJS.cert.pem", "--subject", "CN=a")
    )
    bundle = Path("bundle.pem")
    bundle.write_bytes(Path("var/keys/ca.cert.pem").read_bytes() * 2)
    told = one_line(station("partner", "trust-ca", "BPJS", bundle, "--subject", "CN=a"))
    assert "holds 2 certificates; give others with --intermediates" in told


@pytest.mark.parametrize(("days", "mark"), [(61, ""), (59, "soon"), (13, "URGENT"), (2, "CRITICAL")])
def test_days_left_and_a_mark(station, days, mark):
    now = system_clock()
    identity = authorities.signer(authorities.authority(now), now, days=days + 2)
    write_certificate(Path("a.pem"), identity.certificate)
    assert station("partner", "add", "BPJS", "a.pem").exit_code == 0
    assert rows(station("partner", "list"))[1][5:7] == [str(days), mark]
