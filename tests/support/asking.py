"""How each operation whose answer carries an element list's records is asked: a builder for each, by its name.

A test fails where the catalogue has such an operation and nobody here can ask it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from adapter.agreements.bpjs.messages import AmbilDataPegawai, AmbilMutasi
from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.agreements.bpjs.mitra_messages import AmbilDataPejabatNegara, AmbilKartuPesertaPns, AmbilMutasiPeserta
from adapter.agreements.bpum.messages import AmbilHasilVerifikasi
from adapter.agreements.fields import classes_in
from adapter.agreements.operation import Operation, Service
from adapter.agreements.panrb.elements import InformasiManajemenAsn
from adapter.agreements.panrb.messages import AmbilDataManajemenAsn
from adapter.agreements.panrb.mitra import DOCUMENTS, AmbilInformasiManajemenAsn
from adapter.agreements.sigtk.messages import AmbilDataAsn
from adapter.agreements.sigtk.mitra import HONOURS, AmbilPenganugerahan
from adapter.agreements.structures import Kepala
from adapter.agreements.taspen.aggregate_messages import AmbilAgregatAsn
from adapter.agreements.taspen.elements import BarisPendaftar, Pendaftar
from adapter.agreements.taspen.list_messages import AmbilHasilPemadanan, BarisPemadanan
from adapter.agreements.taspen.verification_messages import VerifikasiPeserta, VerifikasiPesertaMassal
from adapter.agreements.terms import Agreement, ElementList, Side
from adapter.records.aggregates import aggregate, last_month_end
from adapter.records.synthetic import synthetic_officials
from adapter.registry.catalogue import Catalogue
from clients.base import PartnerClient
from clients.bkn import BknClient
from tests.clients.test_sigtk import honour
from tests.support.lists import people, proposal
from tests.support.rows import card, official
from tests.support.world import World

Build = Callable[[Kepala, tuple[str, ...]], Any]
"""The request with this heading, narrowed to these elements where the operation can be."""


@dataclass(frozen=True)
class Asking:
    """How one operation is asked, and what must have happened before; that happens once in a world."""

    build: Build
    prepare: Callable[[World], object] = lambda _: None


PERSON = next(people())
_OWN = PERSON.record.identity
_WRONG_DAY = _OWN.born.replace(year=_OWN.born.year - 1)
_ROW = {"nip": _OWN.nip, "namaLengkap": _OWN.name}
"""With a birth date that is not the person's: then a confirmation has a detail to tell."""


def _participants(world: World) -> None:
    world.taspen().kirimDataPemadanan(
        "SESI-1", [BarisPemadanan(nomorPeserta="1", tanggalLahir=str(_WRONG_DAY), **_ROW)]
    )
    world.work()


def _proposals(world: World) -> None:
    world.bpum().kirimUsulanPenerima("USUL-1", "CALON_PENERIMA", [proposal(PERSON)])
    world.work()


def _cards(world: World) -> None:
    world.host("BPJS").offer(CARDS, [card(PERSON)])


def _officials(world: World) -> None:
    world.host("BPJS").offer(OFFICIALS, [official(one) for one in synthetic_officials(2)])


def _counts(world: World) -> None:
    aggregate(world.engine, world.vault, last_month_end(world.now.date()), world.now)


def _documents(world: World) -> None:
    document = InformasiManajemenAsn(
        jenisInformasi="KEBIJAKAN", nomorDokumen="1/2026", tanggalDokumen=world.now.date(), kodeInstansi="K01",
        tahun="2026", jumlah=1,
    )  # fmt: skip
    world.host("PANRB").offer(DOCUMENTS, [document])


def _pulled(kind: Callable[..., Any], kepala: Kepala, _: tuple[str, ...]) -> Any:
    return kind(kepala=kepala, sejakToken=0)


BUILDERS: dict[str, Asking] = {
    "ambilDataPegawai": Asking(
        lambda kepala, names: AmbilDataPegawai(kepala=kepala, elemenDiminta=names, ukuranHalaman=20)
    ),
    "ambilMutasi": Asking(lambda kepala, _: AmbilMutasi(kepala=kepala, sejakToken=0, ukuranHalaman=20)),
    "ambilDataAsn": Asking(
        lambda kepala, names: AmbilDataAsn(kepala=kepala, nomorUsulan="U-1", elemenDiminta=names, nip=(_OWN.nip,))
    ),
    "ambilDataManajemenAsn": Asking(
        lambda kepala, names: AmbilDataManajemenAsn(kepala=kepala, elemenDiminta=names, ukuranHalaman=20)
    ),
    "ambilAgregatAsn": Asking(lambda kepala, _: AmbilAgregatAsn(kepala=kepala, dimensi=("KELOMPOK_UMUR",)), _counts),
    "ambilKartuPesertaPns": Asking(partial(_pulled, AmbilKartuPesertaPns), _cards),
    "ambilDataPejabatNegara": Asking(partial(_pulled, AmbilDataPejabatNegara), _officials),
    "ambilMutasiPeserta": Asking(
        partial(_pulled, AmbilMutasiPeserta), lambda world: (_cards(world), _officials(world))
    ),
    "ambilPenganugerahan": Asking(
        partial(_pulled, AmbilPenganugerahan), lambda world: world.host("SIGTK").offer(HONOURS, [honour()])
    ),
    "ambilInformasiManajemenAsn": Asking(partial(_pulled, AmbilInformasiManajemenAsn), _documents),
    "ambilHasilVerifikasi": Asking(
        lambda kepala, _: AmbilHasilVerifikasi(kepala=kepala, nomorUsulan="USUL-1", halaman=1), _proposals
    ),
    "ambilHasilPemadanan": Asking(
        lambda kepala, _: AmbilHasilPemadanan(kepala=kepala, nomorSesi="SESI-1", halaman=1), _participants
    ),
    "verifikasiPeserta": Asking(
        lambda kepala, _: VerifikasiPeserta(
            kepala=kepala, pendaftar=Pendaftar(nomorPendaftaran="D-1", tanggalLahir=_WRONG_DAY, **_ROW)
        )
    ),
    "verifikasiPesertaMassal": Asking(
        lambda kepala, _: VerifikasiPesertaMassal(
            kepala=kepala, pendaftar=(BarisPendaftar(nomorPendaftaran="D-1", tanggalLahir=str(_WRONG_DAY), **_ROW),)
        )
    ),
}


def carried(service: Service, operation: Operation) -> tuple[ElementList, ...]:
    """The element lists whose records can stand in an operation's answer."""
    inside = classes_in(operation.answer)
    lists = service.agreement.element_lists if service.agreement else ()
    return tuple(listed for listed in lists if listed.record in inside)


def giving(catalogue: Catalogue) -> list[tuple[Service, Operation]]:
    """Every operation whose answer can carry the records of an element list, with its service."""
    return [(one, operation) for one in catalogue.everything for operation in one.operations if carried(one, operation)]


def caller_of(world: World, service: Service, operation: Operation, **changes: Any) -> PartnerClient:
    """Somebody who may call this operation: the partner, or BKN where the partner hosts it."""
    agreement = agreement_of(service)
    right = agreement.right_to(operation.name)
    assert right is not None
    words = {"agreement": agreement, "service": service.name, "purpose": right.purposes[0]}
    if service.host is Side.PARTNER:
        return world.bkn_to(type("BknAsAnybody", (BknClient,), {**words, "feeds": {}}), **changes)
    kind: type[PartnerClient] = type("Anybody", (PartnerClient,), words)
    return kind(world.connection(agreement.partner_code, **changes))


def agreement_of(service: Service) -> Agreement:
    """The agreement that a service belongs to."""
    assert service.agreement is not None
    return service.agreement
