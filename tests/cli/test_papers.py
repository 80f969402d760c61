"""Berita acara, reports, incidents and the log of accesses, as an operator makes and reads them."""

import io
import json
import re
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from adapter.agreements.kerja_sama.reports.messages import JumlahVerifikasi, SampaikanLaporanPemanfaatan
from adapter.agreements.terms import Side
from adapter.clock import WIB, system_clock
from adapter.journal.incidents import Failure, tell
from adapter.journal.periods import Period
from adapter.journal.reports import UTILISATION, Place, keep
from adapter.records.database import open_engine, writing
from adapter.records.population import nth_person
from adapter.records.synthetic import populate
from adapter.records.vault import Vault
from adapter.registry.catalogue import load_agreements
from adapter.security.document import verify_document
from adapter.security.keys import load_certificate, load_secret
from tests.cli.conftest import one_line
from tests.support.compared import answered

ROWS = ("sesuai", "sesuai", "tidak sesuai", "data tidak ditemukan")


@pytest.fixture
def period() -> str:
    """The quarter that the operator's own clock is in."""
    today = system_clock().astimezone(WIB)
    return str(Period(today.year, "Q", (today.month + 2) // 3))


@pytest.fixture
def used(station):
    """A station whose journal holds one reconciliation under TASPEN."""
    engine = open_engine("sqlite:///var/jembatan.db")
    vault = Vault(load_secret(Path("var/keys/data.key")), load_secret(Path("var/keys/index.key")))
    with writing(engine) as session:
        people = tuple(vault.index("nip", f"19900101201504190{number}") for number in range(4))
        answered(session, vault, system_clock() - timedelta(seconds=1), *ROWS, people=people)
    engine.dispose()
    return station


def done(result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout


def test_minutes_are_made_signed_and_listed(used, period):
    made = done(used("berita-acara", "make", "TASPEN", "--period", period, "--disputed", "1", "--by", "petugas"))
    number = f"BA/TASPEN/{period}/1"
    assert made.startswith(f"{number}: DRAF, jumlahDikirim 4, jumlahSesuai 2, jumlahTidakSesuai 1, ")
    assert done(used("berita-acara", "check", "TASPEN", number)) == f"{number}: the journal gives the same numbers\n"
    assert done(used("berita-acara", "sign", "TASPEN", number)) == f"{number}: DITANDATANGANI_K2\n"
    (_, row) = done(used("berita-acara", "list")).splitlines()
    assert row.split("\t")[:6] == ["TASPEN", number, period, "BKN", "DITANDATANGANI_K2", "no"]
    assert "BKN has signed it already" in one_line(used("berita-acara", "sign", "TASPEN", number))


def test_no_minutes_of_nothing(used):
    refused = used("berita-acara", "make", "TASPEN", "--period", "2025-Q1")
    assert one_line(refused) == "jembatan: TASPEN, 2025-Q1: the journal holds no compared rows; no berita acara is made"
    assert "is no period; write a quarter" in one_line(used("berita-acara", "make", "TASPEN", "--period", "2025-S3"))
    assert "no berita acara BA-9" in one_line(used("berita-acara", "sign", "TASPEN", "BA-9"))


def test_the_xml_and_the_pdf_of_minutes(used, period):
    used("berita-acara", "make", "TASPEN", "--period", period, "--number", "BA-1")
    used("berita-acara", "sign", "TASPEN", "BA-1")
    done(used("berita-acara", "export", "TASPEN", "BA-1", "--xml", "ba.xml", "--pdf", "ba.pdf"))
    element, signature = etree.parse("ba.xml").getroot()
    own = load_certificate(Path("var/keys/server.cert.pem"))
    assert verify_document(signature, element).parsed == own
    status, text = read_pdf(Path("ba.pdf"))
    assert status.bottom_line
    assert "BERITA ACARA REKONSILIASI DATA" in text
    assert "BELUM SAH" in text
    assert "belum ditandatangani" in text
    assert {stat.S_IMODE(Path(name).stat().st_mode) for name in ("ba.xml", "ba.pdf")} == {0o600}
    assert "is there already" in one_line(used("berita-acara", "export", "TASPEN", "BA-1", "--pdf", "ba.pdf"))


def read_pdf(path: Path):
    """What pyHanko says of the one signature, and the text of the first page."""
    reader = PdfFileReader(io.BytesIO(path.read_bytes()))
    (signature,) = reader.embedded_signatures
    own = load_certificate(Path("var/keys/server.cert.pem"))
    root = x509.Certificate.load(own.public_bytes(Encoding.DER))
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[root]))
    content = reader.root["/Pages"]["/Kids"][0]["/Contents"].data.decode("latin-1")
    # The subset's first 128 codes are ASCII; a paragraph's words stand in one string each line.
    words = " ".join(re.findall(r"\(((?:[^()\\]|\\.)*)\) Tj", content))
    return status, re.sub(r"\\([()\\])", r"\1", words)


@pytest.mark.parametrize("kind", ["utilisation", "minutes"])
def test_a_pdf_that_was_changed_says_so(used, period, kind):
    if kind == "minutes":
        used("berita-acara", "make", "TASPEN", "--period", period, "--number", "BA-1")
        done(used("berita-acara", "export", "TASPEN", "BA-1", "--pdf", "x.pdf"))
    else:
        done(used("report", "utilisation", "TASPEN", "--period", period, "--pdf", "x.pdf"))
    raw = Path("x.pdf").read_bytes()
    assert read_pdf(Path("x.pdf"))[0].intact
    Path("x.pdf").write_bytes(raw.replace(b"Badan Kepegawaian Negara", b"Badan Kepegawaian Nagara", 1))
    assert not read_pdf(Path("x.pdf"))[0].intact


def test_a_pdf_is_not_signed_by_ed25519(used, period):
    for name in ("server.key.pem", "server.cert.pem"):
        Path("var/keys", name).unlink()
    made = used("keys", "--algorithm", "ed25519", "--dir", "other")
    assert made.exit_code == 0, made.stderr
    for name in ("server.key.pem", "server.cert.pem"):
        Path("other", name).rename(Path("var/keys", name))
    refused = used("report", "utilisation", "TASPEN", "--period", period, "--pdf", "x.pdf")
    assert one_line(refused) == (
        "jembatan: a PDF cannot be signed by Ed25519; use a server key that signs by RSA or ECDSA"
    )
    assert not Path("x.pdf").exists()


def test_a_report_is_recounted_equal_and_a_changed_number_is_named(used, period):
    told = done(used("report", "utilisation", "TASPEN", "--period", period, "--json", "r.json"))
    assert told.splitlines()[-1] == "total\t\t\t1\t4\t4"
    assert done(used("report", "recount", "r.json")) == "r.json: equal: 1 calls, 4 people, 1 lines\n"
    used("journal", "seal")
    assert used("report", "recount", "r.json").exit_code == 0, "seals that came since change nothing"
    report = json.loads(Path("r.json").read_text())
    report["lines"][0]["people"] = 5
    report["calls"] = 2
    Path("r.json").write_text(json.dumps(report))
    refused = used("report", "recount", "r.json")
    assert refused.stderr.splitlines() == [
        "jembatan: r.json: /calls: the report says 2, the journal gives 1",
        "jembatan: r.json: /lines/1/people: the report says 5, the journal gives 4",
    ]


def test_a_period_without_data_is_no_report_of_zeros(used):
    refused = used("report", "utilisation", "TASPEN", "--period", "2025-Q1")
    assert "the journal holds no exchange of it" in one_line(refused)
    Path("x.json").write_text("{}")
    assert "is no report of" in one_line(used("report", "recount", "x.json"))


def test_a_partners_report_is_held_against_our_answers(used, period):
    engine = open_engine("sqlite:///var/jembatan.db")
    vault = Vault(load_secret(Path("var/keys/data.key")), load_secret(Path("var/keys/index.key")))
    agreement = load_agreements().agreement("TASPEN")
    with writing(engine) as session:
        for equal in (3, 2):
            counts = {"sesuai": equal, "tidak sesuai": 1, "data tidak ditemukan": 1}
            rows = tuple(JumlahVerifikasi(keterangan=word, jumlah=number) for word, number in counts.items())
            said = SampaikanLaporanPemanfaatan(kepala=None, periode=None, jumlahVerifikasi=rows)
            keep(session, vault, Place(agreement, Side.PARTNER, UTILISATION, period), said, system_clock())
    engine.dispose()
    assert [row.split("\t")[4:6] for row in done(used("report", "list", "TASPEN")).splitlines()[1:]] == [
        [period, "2"], [period, "1"],
    ]  # fmt: skip
    assert '"jumlah": 3' in done(used("report", "show", "1"))
    refused = used("report", "check", "1")
    assert one_line(refused) == f"jembatan: report 1, {period}: differs in sesuai"
    assert "sesuai\t3\t2" in refused.stdout
    assert used("report", "check", "2").exit_code == 0
    assert "no report of utilisation" in one_line(used("report", "check", "9"))


def test_who_has_seen_one_person(used):
    shown = used("journal", "subject", "199001012015041901", "--reason", "permintaan subjek", "--by", "petugas")
    (_, row) = done(shown).splitlines()
    assert row.split("\t")[2:8] == [
        "TASPEN", "ambilHasilPemadanan", "petugas-mitra", "PENDAFTARAN_KEPESERTAAN", "BERHASIL", "4",
    ]  # fmt: skip
    assert shown.stderr == "1990**********1901: 1 accesses\n"
    assert "neither a NIP" in one_line(used("journal", "subject", "12", "--reason", "a"))


def test_who_used_what_bkn_gave_page_by_page(used):
    engine = open_engine("sqlite:///var/jembatan.db")
    vault = Vault(load_secret(Path("var/keys/data.key")), load_secret(Path("var/keys/index.key")))
    with writing(engine) as session:
        for number in range(3):
            at = system_clock() - timedelta(minutes=number + 1)
            answered(session, vault, at, agreement="BPJS", operation="ambilDataPegawai", service="LayananBpjs")
    engine.dispose()
    first = used("journal", "accesses", "BPJS", "--size", "2")
    assert [row.split("\t")[3] for row in done(first).splitlines()] == ["operation", *["ambilDataPegawai"] * 2]
    counted, more = first.stderr.splitlines()
    assert counted == "2 of 3"
    rest = used("journal", "accesses", "BPJS", "--size", "2", "--cursor", more.removeprefix("more: --cursor "))
    assert len(done(rest).splitlines()) == 2
    assert "this is no cursor" in one_line(used("journal", "accesses", "BPJS", "--cursor", "x"))


def test_the_people_of_an_incident_from_the_log_of_accesses(station):
    engine = open_engine("sqlite:///var/jembatan.db")
    vault = Vault(load_secret(Path("var/keys/data.key")), load_secret(Path("var/keys/index.key")))
    populate(engine, vault, 5, now=system_clock())
    known = nth_person(0).nip
    with writing(engine) as session:
        people = (vault.index("nip", known), b"x" * 32)
        at, agreement = system_clock() - timedelta(hours=1), load_agreements().agreement("BPJS")
        answered(
            session, vault, at, agreement="BPJS", operation="ambilDataPegawai", service="LayananBpjs", people=people
        )
        failure = Failure(at, system_clock(), "NIP", "Laptop hilang", "Kunci dicabut")
        number = tell(session, vault, agreement, Side.PARTNER, failure, system_clock()).number
    engine.dispose()
    done(station("incident", "subjects", number, "--to", "given", "--given-since", "2020-01-01", "--reason", "uji"))
    assert sorted(line.split("\t")[0] for line in Path("given").read_text().splitlines()) == sorted(
        [known, "tidak lagi tersimpan"]
    )
    assert stat.S_IMODE(Path("given").stat().st_mode) == 0o600


def test_an_incident_is_told_listed_and_closed(used):
    now = system_clock().astimezone(WIB)
    Path("people").write_text("199001012015041901\n3171000101900001\n")
    times = {name: f"{now - timedelta(hours=hours):%Y-%m-%dT%H:%M}" for name, hours in (("happened", 5), ("known", 1))}
    words = ("--data", "NIP", "--how", "Salah kirim", "--handling", "Ditarik", "--by", "petugas")
    told = done(
        used("incident", "report", "TASPEN", "--happened", times["happened"], "--known", times["known"],
             "--subjects", "people", *words)
    )  # fmt: skip
    number = told.split(":")[0]
    assert "2 people" in told
    (_, row) = done(used("incident", "list", "TASPEN")).splitlines()
    assert (row.split("\t")[0], row.split("\t")[-1]) == (number, "open")
    done(used("incident", "subjects", number, "--to", "named", "--reason", "pemberitahuan"))
    assert Path("named").read_text() == Path("people").read_text()
    assert done(used("incident", "close", number, "--reason", "selesai", "--by", "petugas")).endswith("by petugas\n")
    assert "was closed on" in one_line(used("incident", "close", number, "--reason", "lagi"))
    wrong = used("incident", "report", "TASPEN", "--happened", times["known"], "--known", times["happened"], *words)
    assert "must follow each other" in one_line(wrong)


def test_what_an_operator_did_is_in_the_journal(used, period):
    used("berita-acara", "make", "TASPEN", "--period", period, "--by", "petugas")
    engine = open_engine("sqlite:///var/jembatan.db")
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT service, operation, user FROM journal_entry ORDER BY id").all()
    engine.dispose()
    assert found[-1] == ("jembatan", "berita-acara make", "petugas")
