"""The clients' command lines, over HTTP in memory: what they print, where errors go, and the exit status."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.serialization import Encoding

from adapter import limits
from adapter.agreements.bpjs.elements import KartuPesertaPns
from adapter.journal import minutes
from adapter.journal.minutes_document import read
from adapter.journal.periods import Period
from adapter.records.population import nth_person
from adapter.security.keys import write_certificate, write_private_key
from clients.base import Connection
from clients.bpjs.__main__ import main as bpjs
from clients.jsonl import to_line
from clients.sigtk.__main__ import main as sigtk
from clients.taspen.__main__ import main as taspen
from tests.support.registrants import PEOPLE, registrant, row
from tests.support.world import World


@pytest.fixture
def keys(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as `jembatan keys` makes it; and every client of the command line is led into the world."""
    for name in ("server", "BPJS", "SIGTK", "TASPEN"):
        write_certificate(tmp_path / f"{name}.cert.pem", world.identities[name].certificate)
        write_private_key(tmp_path / f"{name}.key.pem", world.identities[name].key)

    over_http = Connection.from_files

    def into_the_world(*given: object, **more: object) -> Connection:
        return replace(over_http(*given, **more), post=world.post, clock=world.clock)

    monkeypatch.setattr(Connection, "from_files", into_the_world)
    return tmp_path


def run(command: object, keys: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, ["--kunci-di", str(keys), "--alamat", "http://bkn.test", *arguments])


def test_status(keys: Path):
    result = run(bpjs, keys, "status")
    assert result.exit_code == 0
    assert result.stdout.startswith("BERLAKU sampai ")


def test_an_end_is_asked_for_and_seen_in_the_status(keys: Path):
    near = run(sigtk, keys, "ajukan-pengakhiran", "--surat", "S-1", "--tanggal", "2026-12-19")
    assert near.stdout == "tidak tercatat: JANGKA_WAKTU_KURANG, tanggal paling awal 2026-12-20\n"
    asked = run(sigtk, keys, "ajukan-pengakhiran", "--surat", "S-1", "--tanggal", "2026-12-20")
    assert asked.stdout == "PGJ-1: tercatat; tanpa jawaban perjanjian TETAP_BERLAKU\n"
    assert "  PGJ-1: MITRA mengajukan PENGAKHIRAN, S-1\n" in run(sigtk, keys, "status").stdout
    own = run(sigtk, keys, "jawab", "PGJ-1", "SETUJU")
    assert (own.exit_code, "dijawab oleh pihak lain" in own.stderr) == (1, True)
    days = ("--mulai", "2027-10-22", "--sampai", "2029-10-21")
    assert run(sigtk, keys, "ajukan-perpanjangan", "--surat", "S-2", *days).stdout == "PGJ-2: tepat waktu\n"


def test_a_keadaan_kahar_is_told_and_ended(keys: Path, tmp_path: Path):
    paper = tmp_path / "pernyataan.pdf"
    paper.write_bytes(b"x")
    words = ("--penyebab", "banjir", "--kewajiban", "VERIFIKASI_BERKALA", "--lampiran", "BPBD", str(paper))
    told = run(bpjs, keys, "kahar", "BANJIR", "--sejak", "2026-11-13", *words)
    assert told.stdout == "KHR-1: menunggu tanggapan BKN\n"
    assert "  KHR-1: keadaan kahar MITRA sejak 2026-11-13, menunggu tanggapan\n" in run(bpjs, keys, "status").stdout
    over = run(bpjs, keys, "kahar-selesai", "KHR-1", "--tanggal", "2026-11-20")
    assert over.stdout == "KHR-1: berakhir 2026-11-20, 0 hari tertunda\n"
    assert run(bpjs, keys, "jawab", "KHR-9", "TOLAK").exit_code == 1


def test_tarik_writes_every_record_as_a_line(keys: Path, tmp_path: Path):
    target = tmp_path / "pegawai.jsonl"
    assert run(bpjs, keys, "tarik", "--ukuran", "9", "--sejak", "2020-01-01", "--ke", str(target)).exit_code == 0
    assert target.stat().st_mode & 0o077 == 0
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert len({row["nomorIdentitasPegawai"] for row in rows}) == len(rows) > 9


def test_tarik_does_not_write_over_a_file(keys: Path, tmp_path: Path):
    target = tmp_path / "there.jsonl"
    target.write_text("x")
    result = run(bpjs, keys, "tarik", "--ke", str(target))
    assert (result.exit_code, target.read_text()) == (1, "x")


def test_mutasi_tells_the_next_token(keys: Path):
    result = run(bpjs, keys, "mutasi")
    assert result.exit_code == 0
    assert "token berikutnya: " in result.stderr


def test_kirim_kartu_tells_which_rows_were_not_stored(keys: Path, tmp_path: Path):
    person = nth_person(0)
    card = {"nomorIdentitasPegawai": person.nip, "namaPns": person.name, "nomorKartuPeserta": person.card}
    path = tmp_path / "kartu.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in (card, {**card, "namaPns": "Orang Lain"})))
    result = run(bpjs, keys, "kirim-kartu", str(path))
    assert "diterima 1, ditolak 1" in result.stdout
    assert "baris 2: " in result.stdout


def test_asn_and_referensi(keys: Path):
    found = run(sigtk, keys, "asn", "--usulan", "U-1", nth_person(0).nip)
    assert json.loads(found.stdout)["namaLengkap"] == nth_person(0).name
    assert run(sigtk, keys, "referensi", "GOLONGAN").stdout.count("\n") >= 17


def test_verifikasi_answers_every_row_of_a_file(keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MASS_VERIFICATION_ROWS", 2)
    rows = [row(registrant(person)) for person in PEOPLE[:5]]
    rows[3] = row(registrant(PEOPLE[3]), nip="1")
    path = tmp_path / "pendaftar.jsonl"
    path.write_text("".join(to_line(one) + "\n" for one in rows))
    result = run(taspen, keys, "verifikasi", str(path))
    answered = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["baris"], one.get("hasil", {}).get("keterangan")) for one in answered] == [
        (1, "sesuai"), (2, "sesuai"), (3, "sesuai"), (4, None), (5, "sesuai"),
    ]  # fmt: skip
    assert result.stderr.splitlines()[-1] == "ditolak: 1, sesuai: 4"


def test_a_refusal_is_status_1_and_one_line(keys: Path):
    result = run(bpjs, keys, "tarik", "--elemen", "agama")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "galat: ELEMEN_TIDAK_DIIZINKAN" in result.stderr


def test_missing_keys_are_status_1_and_one_line(tmp_path: Path):
    result = run(bpjs, tmp_path / "none", "status")
    assert result.exit_code == 1
    assert result.stderr.startswith("galat: ")
    assert result.stderr.count("\n") == 1


def test_nobody_there_is_status_3(keys: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.undo()
    result = CliRunner().invoke(bpjs, ["--kunci-di", str(keys), "--alamat", "http://127.0.0.1:9", "status"])
    assert result.exit_code == 3


def test_an_answer_of_somebody_else_is_status_4(keys: Path, world: World):
    stranger = world.identities["STRANGER"].certificate.public_bytes(Encoding.PEM)
    (keys / "server.cert.pem").write_bytes(stranger)
    result = run(bpjs, keys, "status")
    assert result.exit_code == 4
    assert "not signed with a certificate that is trusted" in result.stderr


@pytest.mark.parametrize("words", [["tarik"], ["mutasi"], ["kirim-kartu"], []])
def test_help_needs_no_keys(tmp_path: Path, words: list[str]):
    assert run(bpjs, tmp_path / "none", *words, "--help").exit_code == 0


def test_help_tells_the_exit_status_and_how_a_day_is_written(tmp_path: Path):
    assert "4 jawaban bukan dari BKN" in " ".join(run(bpjs, tmp_path, "--help").output.split())
    assert "--sejak TTTT-BB-HH" in run(bpjs, tmp_path, "tarik", "--help").output


def test_missing_keys_are_named_in_indonesian(tmp_path: Path):
    result = run(sigtk, tmp_path / "none", "referensi", "GOLONGAN")
    place = tmp_path / "none" / "SIGTK.key.pem"
    assert result.stderr == f"galat: {place}: tidak ada; tunjukkan map kunci Anda dengan --kunci-di\n"


def test_an_address_without_a_scheme_is_status_1_and_one_line(keys: Path):
    result = CliRunner().invoke(bpjs, ["--kunci-di", str(keys), "--alamat", "localhost:8080", "status"])
    assert result.exit_code == 1
    assert result.stderr == "galat: --alamat localhost:8080: bukan alamat peladen; awali dengan http:// atau https://\n"


def test_a_missing_input_file_is_one_line_without_a_progress_bar(keys: Path, tmp_path: Path):
    result = run(bpjs, keys, "kirim-kartu", str(tmp_path / "tidak-ada.jsonl"))
    assert result.exit_code == 1
    assert result.stderr.startswith("galat: ")
    assert result.stderr.count("\n") == 1


@pytest.fixture
def drafted(world: World, keys: Path) -> Path:
    """A berita acara that BKN has made and signed, of one card that was compared."""
    person = nth_person(0)
    world.bpjs().kirimKartuPesertaPns([
        KartuPesertaPns(nomorIdentitasPegawai=person.nip, namaPns=person.name, nomorKartuPeserta=person.card)
    ])  # fmt: skip
    with world.store() as session:
        agreement = world.catalogue.agreement("BPJS")
        paper = minutes.make(session, world.vault, agreement, Period(2026, "Q", 4), world.now, number="BA-1")
        minutes.sign(session, paper, world.signer("server"), world.now)
    return keys


def test_a_berita_acara_is_read_and_signed(drafted: Path, tmp_path: Path):
    assert run(bpjs, drafted, "berita-acara").stdout == "BA-1: DITANDATANGANI_K2, belum sah\n"
    signed = run(bpjs, drafted, "tanda-tangani", "--ya", "BA-1")
    assert signed.exit_code == 0, signed.stderr
    assert "  jumlahDikirim 1\n" in signed.stdout
    assert signed.stdout.endswith("BA-1: DITANDATANGANI_PARA_PIHAK, SAH\n")
    assert run(bpjs, drafted, "ambil-berita-acara", "BA-1", "--ke", str(tmp_path / "ba.xml")).exit_code == 0
    assert len(read((tmp_path / "ba.xml").read_bytes()).signatures) == 2


def test_a_berita_acara_is_not_signed_without_a_yes(drafted: Path):
    result = CliRunner().invoke(
        bpjs, ["--kunci-di", str(drafted), "--alamat", "http://bkn.test", "tanda-tangani", "BA-1"], input="n\n"
    )
    assert result.exit_code == 1
    assert run(bpjs, drafted, "berita-acara").stdout == "BA-1: DITANDATANGANI_K2, belum sah\n"
