"""The flows: every operation of both agreements, in its direction, with what must come of it.

Each flow gives the number of records that it moved. Where something is not as it must be, it raises.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.agreements.sigtk.elements import Penganugerahan
from adapter.agreements.terms import Agreement, Side
from adapter.records.population import nth_person
from adapter.records.synthetic import synthetic_officials
from clients.base import PartnerClient
from clients.bpjs import BpjsClient
from clients.errors import ClientError, RequestRefused
from clients.sigtk import SigtkClient

_CARDS = 100
_OFFICIALS = 25
_PROPOSAL = "USUL-CONTOH-1"


@dataclass(frozen=True, slots=True)
class Flow:
    """One line of the table. `remark` says what is special about it."""

    agreement: Agreement
    operation: str
    run: Callable[[], int]
    remark: str = ""

    @property
    def direction(self) -> str:
        """From whom to whom the data move."""
        right = self.agreement.right_to(self.operation)
        partner = self.agreement.partner_code
        if right is not None and right.giver is Side.PARTNER:
            return f"{partner}→BKN"
        return f"BKN→{partner}"


def before_extension(bpjs: BpjsClient) -> list[Flow]:
    """The agreement ended in 2021, and is refused by default."""
    return [
        Flow(
            bpjs.agreement,
            "ambilDataPegawai",
            lambda: refused(bpjs.ambilDataPegawai, "PERJANJIAN_BERAKHIR"),
            "refused: PERJANJIAN_BERAKHIR",
        ),
        Flow(
            bpjs.agreement, "cekStatusPerjanjian", lambda: _status(bpjs, "BERAKHIR"), "answered all the same: BERAKHIR"
        ),
    ]


def after_extension(bpjs: BpjsClient, sigtk: SigtkClient) -> list[Flow]:
    """Every operation, in both directions."""
    return [*_common(bpjs), *_bpjs(bpjs), *_common(sigtk), *_sigtk(sigtk)]


def _common(client: PartnerClient) -> list[Flow]:
    return [
        Flow(client.agreement, "cekStatusPerjanjian", lambda: _status(client, "BERLAKU"), "BERLAKU, by example"),
        Flow(
            client.agreement, "ambilDaftarElemen", lambda: sum(len(d.elemen) for d in client.ambilDaftarElemen().daftar)
        ),
        Flow(client.agreement, "ambilNarahubung", lambda: len(client.ambilNarahubung().narahubung)),
    ]


def _status(client: PartnerClient, expected: str) -> int:
    found = client.cekStatusPerjanjian().status
    require(found == expected, f"the status is {found}, not {expected}")
    return 1


def _bpjs(client: BpjsClient) -> list[Flow]:
    message_id = str(uuid.uuid4())
    return [
        Flow(client.agreement, "ambilDataPegawai", lambda: _employees(client), "all pages, with families"),
        Flow(client.agreement, "ambilMutasi", lambda: len(client.ambilMutasi(0).mutasi)),
        Flow(client.agreement, "kirimKartuPesertaPns", lambda: _cards(client, message_id, repeated=False)),
        Flow(
            client.agreement,
            "kirimKartuPesertaPns",
            lambda: _cards(client, message_id, repeated=True),
            "sent again: the same result, marked ulangan",
        ),
        Flow(client.agreement, "kirimDataPejabatNegara", lambda: _officials(client)),
    ]


def _employees(client: BpjsClient) -> int:
    pages = list(client.halaman_pegawai(page_size=500))
    count = sum(len(page.pegawai) for page in pages)
    require(count == pages[0].jumlahSeluruhnya, f"{count} records, {pages[0].jumlahSeluruhnya} promised")
    return count


def _cards(client: BpjsClient, message_id: str, *, repeated: bool) -> int:
    people = [person for person in map(nth_person, range(_CARDS * 2)) if person.kind in ("PNS", "CPNS")][:_CARDS]
    cards = [
        KartuPesertaPns(nomorIdentitasPegawai=person.nip, namaPns=person.name, nomorKartuPeserta=person.card)
        for person in people
    ]
    result = client.kirimKartuPesertaPns(cards, idPesan=message_id)
    require(result.jumlahDitolak == 0, f"{result.jumlahDitolak} cards were not stored")
    require(result.kepala.ulangan is repeated, f"ulangan is {result.kepala.ulangan}")
    return result.jumlahDiterima


def _officials(client: BpjsClient) -> int:
    rows = [
        DataPejabatNegara(
            nik=official.nik,
            namaPegawaiPejabatNegara=official.name,
            nomorKartuPeserta=official.card,
            tempatLahir=official.birthplace,
            tanggalLahir=official.born,
            jenisKelamin=official.gender,
            jenisPeserta=official.kind,
        )
        for official in synthetic_officials(_OFFICIALS)
    ]
    result = client.kirimDataPejabatNegara(rows)
    require(result.jumlahDitolak == 0, f"{result.jumlahDitolak} officials were not stored")
    return result.jumlahDiterima


def _sigtk(client: SigtkClient) -> list[Flow]:
    honours = [_honour(number, nip, name) for number, (nip, name) in enumerate(_proposed())]
    revoked = _honour(0, *_proposed()[0], status="DICABUT")
    return [
        Flow(client.agreement, "ambilDataAsn", lambda: _asn(client)),
        Flow(client.agreement, "ambilReferensi", lambda: len(client.ambilReferensi("INSTANSI").referensi)),
        Flow(client.agreement, "kirimPenganugerahan", lambda: _honours(client, honours, "TERSIMPAN")),
        Flow(
            client.agreement,
            "kirimPenganugerahan",
            lambda: _honours(client, honours, "SUDAH_ADA"),
            "sent again: stored once",
        ),
        Flow(
            client.agreement,
            "kirimPenganugerahan",
            lambda: refused(lambda: client.kirimPenganugerahan([revoked]), "KEPPRES_TIDAK_ADA"),
            "revoked without a Keppres: refused",
        ),
    ]


def _proposed() -> list[tuple[str, str]]:
    people = (nth_person(index) for index in range(1000))
    active = (person for person in people if person.kind == "PNS" and person.record.job.legal_position == "01")
    return [(person.nip, person.name) for person in islice((p for p in active if not p.restricted), 10)]


def _asn(client: SigtkClient) -> int:
    nips = [nip for nip, _ in _proposed()]
    answer = client.ambilDataAsn(_PROPOSAL, nip=nips)
    require([row.nip for row in answer.asn] == nips, "not the people who were asked for")
    return len(answer.asn)


def _honour(number: int, nip: str, name: str, status: str = "DIANUGERAHKAN") -> Penganugerahan:
    return Penganugerahan(
        idPenganugerahan=f"CONTOH-{number}",
        nomorUsulan=_PROPOSAL,
        nip=nip,
        namaLengkap=name,
        jenis="TANDA_KEHORMATAN",
        kodePenghargaan="SLKS10",
        namaPenghargaan="Satyalancana Karya Satya X Tahun",
        nomorKeppres="1/TK/Tahun 2025",
        tanggalKeppres=date(2025, 8, 1),
        tahun="2025",
        status=status,
    )


def _honours(client: SigtkClient, honours: list[Penganugerahan], expected: str) -> int:
    answer = client.kirimPenganugerahan(honours)
    others = sorted({row.hasil for row in answer.hasil} - {expected})
    require(not others, f"{', '.join(others)} instead of {expected}")
    return answer.jumlahDiterima


def refused(call: Callable[[], object], code: str) -> int:
    """Nothing, where `call` is refused with that kodeGalat; raises ClientError for anything else."""
    try:
        call()
    except RequestRefused as refusal:
        require(refusal.kodeGalat == code, f"refused with {refusal.kodeGalat}, not {code}")
        return 0
    raise ClientError(f"it was not refused with {code}")


def require(held: bool, otherwise: str) -> None:  # noqa: FBT001 - an assertion
    """Raise ClientError where something is not as it must be."""
    if not held:
        raise ClientError(otherwise)
