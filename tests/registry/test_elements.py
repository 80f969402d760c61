"""Taking one element out of a list makes it impossible to obtain it, or to send it, through any operation."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import count
from pathlib import Path
from types import MappingProxyType

import pytest
import requests
from lxml import etree

from adapter.agreements.bpjs import elements as bpjs
from adapter.agreements.bpjs import messages as bpjs_messages
from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.operation import Service
from adapter.agreements.sigtk import elements as sigtk
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.agreements.structures import Alamat, AnggotaKeluarga, Instansi
from adapter.agreements.terms import ElementList, Side
from adapter.records.population import nth_person
from adapter.records.synthetic import populate
from adapter.records.vault import Vault
from adapter.registry.catalogue import Catalogue, load_agreements
from clients.errors import RequestRefused
from tests.support.databases import sqlite_copy
from tests.support.world import World, make_world

GIVEN = [(a, li, name) for a in (BPJS, SIGTK) for li in a.element_lists if li.giver is Side.BKN for name in li.elements]
SENT = [
    (a, li, name) for a in (BPJS, SIGTK) for li in a.element_lists if li.giver is Side.PARTNER for name in li.elements
]
RECORDS = MappingProxyType({"BPJS": "pegawai", "SIGTK": "asn"})
NUMBERS = count(1)
# Honours are there only after SIGTK has sent some.
NEVER_FILLED = ("riwayatPenghargaan",)
PEOPLE = [nth_person(index) for index in range(100)]
MEMBER = AnggotaKeluarga(hubunganKeluarga="ANAK", nama="Sari", tanggalLahir=date(2010, 1, 1), jenisKelamin="P")
CARD = bpjs.KartuPesertaPns(
    nomorIdentitasPegawai="199001012015091001", namaPns="Budi", nomorKartuPeserta="0900000000001"
)
OFFICIAL = bpjs.DataPejabatNegara(
    nomorIdentitasPegawaiPejabatNegara="X-1", nik="3171000101550001", namaPegawaiPejabatNegara="Budi", id="A-11",
    nomorKartuPeserta="0900000000002", tempatLahir="Contoh", tanggalLahir=date(1955, 1, 1), jenisKelamin="L",
    alamatDomisili=Alamat(alamat="Jalan Contoh 1"), instansiKerja=Instansi(namaInstansi="A"),
    instansiInduk=Instansi(namaInstansi="B"), keluarga=(MEMBER,), jenisPeserta="PEJABAT_NEGARA",
)  # fmt: skip
HONOUR = sigtk.Penganugerahan(
    idPenganugerahan="P-1", nomorUsulan="U-1", nip="199001012015091001", namaLengkap="Budi", jenis="GELAR",
    kodePenghargaan="X", namaPenghargaan="X", nomorKeppres="1/TK/Tahun 2025", tanggalKeppres=date(2025, 8, 1),
    tahun="2025", nomorPiagam="1", tanggalPenganugerahan=date(2025, 8, 17), anumerta=False, status="DICABUT",
    nomorKeppresPencabutan="2/TK/Tahun 2026", tanggalKeppresPencabutan=date(2026, 1, 1),
)  # fmt: skip


@dataclass
class Wire:
    """Keeps what came back last."""

    world: World
    last: list[bytes] = field(default_factory=list)

    def post(self, address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
        response = self.world.post(address, raw, headers)
        self.last.append(response.content)
        return response


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, sqlite_file: Path) -> Iterator[World]:
    """A world whose adenda come and go."""
    yield from populated(tmp_path_factory, sqlite_file)


@pytest.fixture(scope="module")
def unamended(tmp_path_factory: pytest.TempPathFactory, sqlite_file: Path) -> Iterator[World]:
    """A world without any adendum: one that gives an element back would add it to a list of the code, too."""
    yield from populated(tmp_path_factory, sqlite_file)


def populated(tmp_path_factory: pytest.TempPathFactory, sqlite_file: Path) -> Iterator[World]:
    now = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
    with sqlite_copy(sqlite_file, tmp_path_factory.mktemp("elements")) as engine:
        vault = Vault(b"d" * 32, b"i" * 32)
        populate(engine, vault, len(PEOPLE), now=now)
        yield make_world(engine, vault, now)


@pytest.fixture(scope="module")
def whole(shared: World) -> dict[str, set[str]]:
    """What each partner obtains while nothing is withdrawn."""
    answers = {code: every_answer(shared, code) for code in RECORDS}
    return {code: set.union(*(fields_of(raw, RECORDS[code]) for raw in answers[code])) for code in RECORDS}


@pytest.fixture
def without(shared: World) -> Iterator[object]:
    """Gives a function that withdraws an element by adendum; afterwards another gives it back."""
    done: list[tuple[str, str, str]] = []

    def withdraw(code: str, list_name: str, element: str) -> None:
        shared.amend(code, ("CABUT", list_name, element), number=f"CABUT-{next(NUMBERS)}")
        done.append((code, list_name, element))

    yield withdraw
    for code, list_name, element in done:
        shared.amend(code, ("TAMBAH", list_name, element), number=f"TAMBAH-{next(NUMBERS)}")


def every_answer(world: World, code: str, **changes: object) -> list[bytes]:
    """The raw answers of every operation with which the partner obtains records."""
    wire = Wire(world)
    if code == "BPJS":
        client = world.bpjs(post=wire.post)
        client.ambilDaftarElemen()
        list(client.halaman_pegawai(**changes))
        client.ambilMutasi(0)
    else:
        asn = world.sigtk(post=wire.post)
        asn.ambilDaftarElemen()
        asn.ambilDataAsn("U-1", nip=[p.nip for p in PEOPLE if p.kind != "PENSIUN_PNS"])
    return wire.last


def fields_of(raw: bytes, record: str) -> set[str]:
    """The names of the elements that stand directly in records of that name."""
    return {etree.QName(child).localname for item in etree.fromstring(raw).iter(f"{{*}}{record}") for child in item}


def ask_by_name(world: World, code: str, element: str) -> None:
    if code == "BPJS":
        world.bpjs().ambilDataPegawai(elemenDiminta=[element])
    else:
        world.sigtk().ambilDataAsn("U-1", nip=[PEOPLE[0].nip], elemenDiminta=[element])


def send(world: World, list_name: str) -> None:
    if list_name == "kartuPesertaPns":
        world.bpjs().kirimKartuPesertaPns([CARD])
    elif list_name == "dataPejabatNegara":
        world.bpjs().kirimDataPejabatNegara([OFFICIAL])
    else:
        world.sigtk().kirimPenganugerahan([HONOUR])


@pytest.mark.parametrize(
    ("agreement", "listed", "element"), GIVEN, ids=lambda value: getattr(value, "name", str(value))[:30]
)
def test_a_withdrawn_element_leaves_through_no_operation(shared, whole, without, agreement, listed, element):
    without(agreement.code, listed.name, element)
    for raw in every_answer(shared, agreement.code):
        assert element not in fields_of(raw, RECORDS[agreement.code])
        assert element not in {node.text for node in etree.fromstring(raw).iter("{*}elemenBerubah")}
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        ask_by_name(shared, agreement.code, element)
    assert element in whole[agreement.code] or element in NEVER_FILLED


@pytest.mark.parametrize(
    ("agreement", "listed", "element"), SENT, ids=lambda value: getattr(value, "name", str(value))[:30]
)
def test_a_withdrawn_element_is_not_taken_in(shared, without, agreement, listed, element):
    without(agreement.code, listed.name, element)
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        send(shared, listed.name)


@pytest.mark.parametrize(
    ("agreement", "listed", "element"), GIVEN, ids=lambda value: getattr(value, "name", str(value))[:30]
)
def test_an_element_taken_out_of_the_code_is_gone_as_well(unamended, agreement, listed, element):
    world = replace(unamended, catalogue=without_element(agreement.code, listed, element))
    for raw in every_answer(world, agreement.code):
        assert element not in fields_of(raw, RECORDS[agreement.code])
    with pytest.raises(RequestRefused, match="ELEMEN_TIDAK_DIIZINKAN"):
        ask_by_name(world, agreement.code, element)


def without_element(code: str, listed: ElementList, element: str) -> Catalogue:
    """The catalogue with one element fewer in one list."""
    shorter = replace(listed, elements=tuple(name for name in listed.elements if name != element))
    return Catalogue(tuple(_shortened(service, code, shorter) for service in load_agreements().services))


def _shortened(service: Service, code: str, shorter: ElementList) -> Service:
    if service.agreement is None or service.agreement.code != code:
        return service
    lists = tuple(shorter if listed.name == shorter.name else listed for listed in service.agreement.element_lists)
    operations = tuple(
        replace(operation, gives=shorter) if operation.gives and operation.gives.name == shorter.name else operation
        for operation in service.operations
    )
    return replace(service, agreement=replace(service.agreement, element_lists=lists), operations=operations)


def test_only_the_elements_asked_for_come(shared):
    wire = Wire(shared)
    shared.bpjs(post=wire.post).ambilDataPegawai(elemenDiminta=["nik", "tanggalLahir"])
    assert fields_of(wire.last[-1], "pegawai") <= {
        "nik",
        "tanggalLahir",
        "jenisPeserta",
        "tanggalMutakhir",
        "alasanNikKosong",
    }


def test_an_element_that_was_never_agreed_is_refused(shared):
    with pytest.raises(RequestRefused, match="ELEMEN_TIDAK_DIIZINKAN"):
        ask_by_name(shared, "BPJS", "agama")


def test_without_status_pegawai_nothing_tells_a_cpns_from_a_pns(shared, without):
    without("BPJS", "dataPegawai", "statusPegawai")
    for raw in every_answer(shared, "BPJS"):
        assert {node.text for node in etree.fromstring(raw).iter("{*}jenisPeserta")} <= {"PENSIUN_PNS"}
    client = shared.bpjs()
    request = bpjs_messages.AmbilDataPegawai(kepala=client.kepala(), jenisPeserta=("CPNS", "PENSIUN_PNS"))
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        client.send(request, bpjs_messages.AmbilDataPegawaiJawaban)
