"""Folders as an attacker or an accident leaves them: nothing is believed, each is told by name, the others go on."""

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree

from adapter import limits
from adapter.agreements.terms import Side
from adapter.errors import OperatorError
from adapter.exchange.file_list import FileList, ListedFile, read_list, write_list
from adapter.exchange.file_names import REQUEST, list_name
from adapter.exchange.folder import BadFile, Folder, open_folder
from clients.errors import ClientError
from tests.support.folders import Exchange, cards
from tests.support.lists import stranger

LIST = "BPJS-dari-mitra.daftar.xml"


@pytest.fixture
def exchange(world, tmp_path):
    (tmp_path / "map").mkdir()
    made = Exchange(world, tmp_path / "map", size=2)
    made.offer(4, officials=2)
    made.write()
    return made


def assert_only_bad(exchange: Exchange, name: str, reason: str) -> None:
    """One file is told with this reason and not answered; the two others are."""
    taken = exchange.take_at_bkn()
    assert reason in taken.bad[name]
    assert taken.answered == {"BERHASIL": 2}
    assert not (exchange.path / name.replace(REQUEST, ".jawaban.xml")).exists()


def test_a_file_that_was_changed(exchange):
    one = exchange.files()[0]
    one.write_bytes(one.read_bytes().replace(b"0", b"1", 1))
    assert_only_bad(exchange, one.name, "not the file that the sender's list promises")


def test_a_symbolic_link(exchange, tmp_path):
    one = exchange.files()[0]
    one.rename(tmp_path / "elsewhere")
    one.symlink_to(tmp_path / "elsewhere")
    assert_only_bad(exchange, one.name, "symbolic link")


def test_a_pipe_does_not_hang(exchange):
    one = exchange.files()[0]
    one.unlink()
    os.mkfifo(one)
    assert_only_bad(exchange, one.name, "no plain file")


def test_a_file_beyond_the_limit(exchange):
    one = exchange.files()[0]
    os.truncate(one, limits.MAX_REQUEST_BYTES + 1)
    assert_only_bad(exchange, one.name, f"{limits.MAX_REQUEST_BYTES} are the most")


def test_a_file_that_is_missing(exchange):
    one = exchange.files()[0]
    one.unlink()
    assert_only_bad(exchange, one.name, "in the sender's list, and not in the folder")


def test_a_file_that_changes_while_it_is_read(tmp_path):
    (tmp_path / "one").write_bytes(b"x" * 100)
    with open_folder(tmp_path) as folder, (tmp_path / "one").open("ab") as writer:
        real = os.fstat

        def grow(descriptor):
            found = real(descriptor)
            writer.write(b"y")
            writer.flush()
            return found

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(os, "fstat", grow)
            with pytest.raises(BadFile, match="changed while it was read"):
                folder.read("one", 1000)


def listed_by(exchange: Exchange, name: str, *, code: str = "BPJS", **changes: object) -> None:
    """Let a party list whatever is in the folder."""
    listed, _ = read_list((exchange.path / LIST).read_bytes())
    files = [_listed(one) for one in exchange.files()]
    changed = replace(listed, files=files, agreement=code, **changes)
    (exchange.path / LIST).write_bytes(write_list(changed, exchange.world.signer(name)))


def _listed(path: Path) -> ListedFile:
    raw = path.read_bytes()
    return ListedFile(path.name, len(raw), sha256(raw).digest())


def test_what_is_no_message_and_listed(exchange):
    one = exchange.files()[0]
    one.write_bytes(b"bukan XML")
    listed_by(exchange, "BPJS")
    assert_only_bad(exchange, one.name, "MalformedMessage")


def test_a_strangers_request_that_is_listed(exchange):
    one = exchange.files()[0]
    one.write_bytes(_signed_by(exchange, "orang-lain"))
    listed_by(exchange, "BPJS")
    assert_only_bad(exchange, one.name, "FailedAuthentication")


def _signed_by(exchange: Exchange, name: str) -> bytes:
    """A card's request, signed by somebody."""
    kept: list[bytes] = []

    def post(address, raw, headers):
        kept.append(raw)
        return exchange.world.post(address, raw, headers)

    client = exchange.world.bpjs(post=post, signer=exchange.world.signer(name))
    with suppress(ClientError):  # it may be refused; what was sent is what is wanted
        client.kirimKartuPesertaPns(cards(1))
    return kept[0]


@pytest.mark.parametrize("name", ["orang-lain", "BPUM", "server"])
def test_a_list_that_is_another_partys(exchange, name):
    listed_by(exchange, name)
    taken = exchange.take_at_bkn()
    assert "FailedAuthentication" in taken.bad[LIST]
    assert len(taken.bad) == 4
    assert not exchange.answers


def test_a_list_of_another_agreement_or_direction(exchange):
    listed_by(exchange, "BPJS", sender=Side.BKN)
    assert "other direction" in exchange.take_at_bkn().bad[LIST]
    listed_by(exchange, "BPJS", code="BPUM")
    assert "another agreement" in exchange.take_at_bkn().bad[LIST]


def test_without_a_list_nothing_is_taken(exchange):
    (exchange.path / LIST).unlink()
    assert len(exchange.take_at_bkn().bad) == 4
    assert not exchange.answers


def test_a_list_of_the_future(exchange):
    listed_by(exchange, "BPJS", made_at=exchange.world.now + timedelta(hours=1))
    assert "of the future" in exchange.take_at_bkn().bad[LIST]


def test_a_message_of_the_wire_is_not_believed_in_a_folder(exchange):
    raw = _signed_by(exchange, "BPJS")
    name = "BPJS-kirimKartuPesertaPns-000099-11111111-2222-3333-4444-555555555555.permintaan.xml"
    (exchange.path / name).write_bytes(raw)
    exchange.world.now += timedelta(days=2)
    taken = exchange.take_at_bkn()
    assert "not in the sender's signed list" in taken.bad[name]
    assert taken.answered == {"BERHASIL": 3}


def test_a_message_of_a_folder_is_a_replay_on_the_wire(exchange):
    one = next(one for one in exchange.files() if "Kartu" in one.name)
    raw = one.read_bytes()
    exchange.take_at_bkn()
    address = "http://bkn.test/layanan/LayananBpjs"
    answer = exchange.world.post(address, raw, {"Content-Type": "text/xml; charset=utf-8"})
    assert answer.status_code == 500
    assert exchange.world.entries()[-1].outcome == "TANDA_TANGAN_TIDAK_SAH"


def test_a_message_that_went_over_the_wire_first_is_applied_once(exchange):
    one = next(one for one in exchange.files() if "Kartu" in one.name)
    address = "http://bkn.test/layanan/LayananBpjs"
    exchange.world.post(address, one.read_bytes(), {"Content-Type": "text/xml; charset=utf-8"})
    assert exchange.take_at_bkn().answered == {"ULANGAN": 1, "BERHASIL": 2}
    exchange.take_at_bpjs()
    assert set(exchange.said_at_bkn().values()) == {1}


def test_an_older_folder_does_not_bring_back_what_its_sender_has_taken_back(exchange, tmp_path):
    shutil.copytree(exchange.path, tmp_path / "old")
    exchange.world.now += timedelta(hours=1)
    exchange.write()
    exchange.take_at_bkn()
    old = Exchange(exchange.world, tmp_path / "old")
    taken = old.take_at_bkn()
    assert "a newer list" in taken.bad[LIST]
    assert taken.answered == {"SUDAH_DIJAWAB": 3}


def test_a_pull_is_not_even_looked_at(exchange):
    one = exchange.files()[0]
    operation = one.name.split("-")[1]
    one.rename(exchange.path / one.name.replace(operation, "ambilDataPegawai"))
    taken = exchange.take_at_bkn()
    assert taken.bad == {one.name: "is in the sender's list, and not in the folder"}
    assert taken.answered == {"BERHASIL": 2}
    assert len(exchange.answers) == 2


def test_a_pull_under_a_pushs_name_is_refused(exchange):
    kept: list[bytes] = []

    def post(address, raw, headers):
        kept.append(raw)
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        exchange.world.bpjs(post=post).ambilDataPegawai()
    one = exchange.files()[0]
    one.write_bytes(kept[0])
    listed_by(exchange, "BPJS")
    taken = exchange.take_at_bkn()
    assert exchange.told[one.name] == "answered: TANDA_TANGAN_TIDAK_SAH"
    assert taken.answered == {"TANDA_TANGAN_TIDAK_SAH": 1, "BERHASIL": 2}


def test_files_of_two_agreements_in_one_folder(exchange):
    name = exchange.files()[0].name.replace("BPJS-", "BPUM-").replace("Pejabat", "Usulan")
    (exchange.path / name).write_bytes(b"of another")
    taken = exchange.take_at_bkn()
    assert taken.answered == {"BERHASIL": 3}
    assert not taken.bad
    assert exchange.told[name] == "of BPUM, not of BPJS: not looked at"


def test_another_agreements_folder(exchange):
    taken = exchange.take_at_bkn("BPUM")
    assert not exchange.answers
    assert not taken.bad
    assert set(exchange.told.values()) == {"of BPJS, not of BPUM: not looked at"}


def test_an_answer_to_another_request(exchange):
    exchange.take_at_bkn()
    first, second, *_ = exchange.answers
    first.write_bytes(second.read_bytes())
    taken = exchange.take_at_bpjs()
    assert "does not confirm the signature of this request" in taken.bad[first.name]
    assert taken.acknowledged == {"acknowledged": 2}
    assert taken.missing == [first.name.replace(".jawaban", ".permintaan")]


def test_an_answer_that_somebody_else_signed_or_changed(exchange):
    exchange.take_at_bkn()
    one = exchange.answers[0]
    one.write_bytes(one.read_bytes().replace(b"TERSIMPAN", b"TIDAK_SAH"))
    assert "FailedCheck" in exchange.take_at_bpjs().bad[one.name]


def test_an_answer_to_nothing(exchange):
    exchange.take_at_bkn()
    one = exchange.answers[0]
    name = one.name.replace(one.name.split(".")[0][-12:], "0" * 12)
    shutil.copy(one, exchange.path / name)
    assert exchange.take_at_bpjs().bad == {name: "answers nothing that we have asked"}


def test_a_name_that_leads_elsewhere_is_none(exchange):
    (exchange.path / f"apa-saja{REQUEST}").write_bytes(b"?")
    assert exchange.take_at_bkn().bad == {f"apa-saja{REQUEST}": "its name is not one of an exchange folder"}


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(OperatorError, match="cannot be opened as a folder"), open_folder(tmp_path / "none"):
        pass


def test_a_folder_that_is_not_writable():
    # Root may write anywhere else.
    with open_folder(Path("/proc/self")) as folder, pytest.raises(OperatorError, match="cannot be written"):
        folder.write("one", b"x")


def test_a_folder_where_another_process_works(tmp_path):
    with (
        open_folder(tmp_path),
        pytest.raises(OperatorError, match="another process works in this folder"),
        open_folder(tmp_path),
    ):
        pass


def test_a_full_disk_while_writing(exchange, monkeypatch):
    for one in exchange.files():
        one.unlink()
    full = Path("/dev/full")
    real = Folder._write

    def on_a_full_disk(self, name, raw):
        real(self, name, b"")
        with full.open("wb", buffering=0) as disk:
            disk.write(raw)

    monkeypatch.setattr(Folder, "_write", on_a_full_disk)
    with pytest.raises(OperatorError, match="the disk is full; make room and start again"):
        exchange.write()
    assert [one.name for one in exchange.path.iterdir()] == [LIST]
    monkeypatch.undo()
    assert exchange.write().new == 3


def test_the_ministrys_proposals_may_come_by_another_way_than_the_web_service(exchange, tmp_path):
    """BPUM Pasal 5: `ataupun metode lainnya`."""
    (tmp_path / "bpum").mkdir()
    kept: list[bytes] = []

    def post(address, raw, headers):
        kept.append(raw)
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        exchange.world.bpum(post=post).kirimUsulanPenerima("U-1", "PENERIMA", [stranger()])
    message_id = etree.fromstring(kept[0]).findtext(".//{*}idPesan")
    folder = Exchange(exchange.world, tmp_path / "bpum")
    one = folder.path / f"BPUM-kirimUsulanPenerima-000001-{message_id}{REQUEST}"
    one.write_bytes(kept[0])
    listed = FileList("BPUM", Side.PARTNER, exchange.world.now, [_listed(one)])
    (folder.path / list_name("BPUM", Side.PARTNER)).write_bytes(write_list(listed, exchange.world.signer("BPUM")))
    exchange.world.now += timedelta(days=3)
    taken = folder.take_at_bkn("BPUM")
    assert (taken.answered, taken.bad) == ({"BERHASIL": 1}, {})
    assert exchange.world.entries()[-1].operation == "kirimUsulanPenerima"
