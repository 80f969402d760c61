"""LayananPanrb: data on the management of ASN for KemenPANRB, and the information that it brings."""

import base64
import binascii
from collections import Counter

from adapter.agreements.operation import Call, Operation, Service
from adapter.agreements.panrb.compared import COMPARED
from adapter.agreements.panrb.elements import DATA_MANAJEMEN_ASN
from adapter.agreements.panrb.messages import (
    AmbilDataManajemenAsn,
    AmbilDataManajemenAsnJawaban,
    BarisInformasi,
    KirimInformasiManajemenAsn,
    KirimInformasiManajemenAsnJawaban,
)
from adapter.agreements.panrb.terms import AGREEMENT
from adapter.agreements.panrb.translation import KINDS, asn_data, document
from adapter.errors import ContractViolation, Problem
from adapter.limits import DEFAULT_PAGE
from adapter.records.information import NEW_VERSION, STORED, UNCHANGED, receive_information
from adapter.records.paging import BadCursor, Scope, page_of
from adapter.records.vault import Vault, VaultError
from adapter.registry.elements import require_elements

_CURSOR = b"panrb|kursor|"

_FILTERS = {
    "jenisAsn": "jenisAsn",
    "kodeInstansi": "instansiKerja",
    "kodeProvinsi": "lokasiKerja",
    "golonganRuang": "golonganRuang",
    "golonganPppk": "golonganPppk",
    "jenisJabatan": "jenisJabatan",
}
"""A filter of the request, and the element that it tells of everybody on the page."""


def _ambil_data_manajemen_asn(call: Call, asked: AmbilDataManajemenAsn) -> AmbilDataManajemenAsnJawaban:
    """Pasal 3 ayat (1) huruf a; Pasal 3 ayat (4) huruf a."""
    told = {element for name, element in _FILTERS.items() if getattr(asked, name)}
    # To ask for one value only would tell it of everybody, withdrawn or not.
    require_elements(call.standing, DATA_MANAJEMEN_ASN, frozenset(told))
    try:
        cursor = _opened(call.vault, asked.kursor)
        page = page_of(call.session, call.vault, _scope(asked), cursor, asked.ukuranHalaman or DEFAULT_PAGE)
    except (BadCursor, VaultError):
        raise _wrong("kursor", "kursor tidak berasal dari halaman sebelumnya permintaan yang sama") from None
    return AmbilDataManajemenAsnJawaban(
        kepala=call.heading,
        asn=asn_data(call, page.people),
        kursorBerikutnya=_sealed(call.vault, page.cursor),
        jumlahSeluruhnya=page.total,
        jumlahDibatasi=page.restricted,
    )


def _scope(asked: AmbilDataManajemenAsn) -> Scope:
    """Whom it is about. Raises ContractViolation where both ladders are asked for: nobody stands on both."""
    if asked.golonganRuang and asked.golonganPppk:
        raise _wrong("golonganPppk", "sebutkan golonganRuang atau golonganPppk, tidak keduanya")
    among = {
        "work_agency": asked.kodeInstansi,
        "province": asked.kodeProvinsi,
        "grade": asked.golonganRuang or asked.golonganPppk,
        "post_kind": asked.jenisJabatan,
    }
    kinds = KINDS[asked.jenisAsn] if asked.jenisAsn else tuple(kind for some in KINDS.values() for kind in some)
    return Scope(kinds, among=tuple((name, values) for name, values in among.items() if values))


def _sealed(vault: Vault, cursor: str | None) -> str | None:
    """The cursor, unreadable: it holds a row's number, by which two partners could put a pseudonym to a NIP."""
    return None if cursor is None else base64.urlsafe_b64encode(vault.seal(cursor.encode(), _CURSOR)).decode()


def _opened(vault: Vault, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    try:
        return vault.open(base64.b64decode(cursor, altchars=b"-_", validate=True), _CURSOR).decode()
    except (binascii.Error, ValueError):
        raise BadCursor("this is no cursor") from None


def _kirim_informasi_manajemen_asn(call: Call, sent: KirimInformasiManajemenAsn) -> KirimInformasiManajemenAsnJawaban:
    """Pasal 3 ayat (2) huruf a; Pasal 3 ayat (3) huruf a."""
    documents = [document(row) for row in sent.informasi]
    receipts = receive_information(call.session, documents, call.now, call.heading.idPesanAsal)
    counts = Counter(receipt.result in (STORED, NEW_VERSION, UNCHANGED) for receipt in receipts)
    return KirimInformasiManajemenAsnJawaban(
        kepala=call.heading,
        jumlahDiterima=counts[True],
        jumlahDitolak=counts[False],
        hasil=tuple(
            BarisInformasi(
                jenisInformasi=row.kind, nomorDokumen=row.number, hasil=receipt.result, versi=receipt.version
            )
            for row, receipt in zip(documents, receipts, strict=True)
        ),
    )


def _wrong(name: str, sentence: str) -> ContractViolation:
    return ContractViolation((Problem(f"/ambilDataManajemenAsn/{name}", "FORMAT_TIDAK_SAH", sentence),))


SERVICE = Service(
    name="LayananPanrb",
    namespace="urn:id:go:bkn:pks:panrb:v1",
    doc="Data manajemen ASN untuk penyusunan kebijakan nasional, dan informasi manajemen ASN dari KemenPANRB",
    agreement=AGREEMENT,
    compared=COMPARED,
    operations=(
        Operation(
            "ambilDataManajemenAsn",
            AmbilDataManajemenAsn,
            AmbilDataManajemenAsnJawaban,
            _ambil_data_manajemen_asn,
            "KemenPANRB mengambil data manajemen ASN dengan nama samaran, halaman demi halaman",
            gives=DATA_MANAJEMEN_ASN,
        ),
        Operation(
            "kirimInformasiManajemenAsn",
            KirimInformasiManajemenAsn,
            KirimInformasiManajemenAsnJawaban,
            _kirim_informasi_manajemen_asn,
            "KemenPANRB mengirim informasi manajemen ASN; isi yang berubah menjadi versi baru",
        ),
    ),
)
