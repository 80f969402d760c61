"""What BKN and KemenPANRB compare: data on the management of ASN, and documents (PANRB Pasal 7)."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import func, select, tuple_

from adapter.agreements.compared_stores import HeldStore, OfferedStore, PeopleStore
from adapter.agreements.comparing import Compared, Found
from adapter.agreements.operation import Call
from adapter.agreements.panrb.elements import (
    DATA_MANAJEMEN_ASN,
    INFORMASI_MANAJEMEN_ASN,
    DataManajemenAsn,
    InformasiManajemenAsn,
)
from adapter.agreements.panrb.translation import KINDS, asn_data
from adapter.agreements.structures import Instansi
from adapter.records.information import row_key
from adapter.records.information_models import INFORMATION_STORE, Information
from adapter.records.marks import mark_of
from adapter.records.offered import Place


class _Documents:
    """The documents that BKN has received; of each its last version."""

    def name(self, place: Place) -> str:  # noqa: ARG002 - a table of its own
        """As the writers call it."""
        return INFORMATION_STORE

    def after(self, call: Call, place: Place, key: bytes, most: int) -> list[bytes]:  # noqa: ARG002 - as above
        """The next ones, by kind and number."""
        of_each = Information.kind, Information.number
        beyond = tuple_(*of_each) > tuple_(*_named(key)) if key else Information.version == 1
        first = select(*of_each).where(Information.version == 1, beyond).order_by(*of_each).limit(most)
        return [row_key(kind, number) for kind, number in call.session.execute(first)]

    def read(self, call: Call, place: Place, keys: Collection[bytes]) -> Mapping[bytes, Found | None]:  # noqa: ARG002
        """The versions that count."""
        of_each = Information.kind, Information.number
        named = [_named(key) for key in keys]
        last = select(*of_each, func.max(Information.version)).where(tuple_(*of_each).in_(named)).group_by(*of_each)
        rows = call.session.scalars(select(Information).where(tuple_(*of_each, Information.version).in_(last)))
        found = {row_key(row.kind, row.number): Found(_document(row)) for row in rows}
        return {key: found.get(key) for key in keys}

    def reached(self, call: Call, place: Place) -> int | None:
        """How far BKN has pulled."""
        return mark_of(call.session, place.agreement, "ambilInformasiManajemenAsn") or None


def _named(key: bytes) -> tuple[str, str]:
    kind, _, number = key.decode().partition("|")
    return kind, number


def _document(row: Information) -> InformasiManajemenAsn:
    """The inverse of translation.document."""
    return InformasiManajemenAsn(
        jenisInformasi=row.kind,
        nomorDokumen=row.number,
        tanggalDokumen=row.dated,
        kodeInstansi=row.agency,
        tahun=row.year,
        namaJabatan=row.post,
        jenisAsn=row.asn_kind,
        jumlah=row.amount,
        lampiran=row.attachment,
    )


def _plain(record: DataManajemenAsn) -> DataManajemenAsn:
    # An agency's name follows its code; BKN may have found another name for it since.
    work, home = _by_code(record.instansiKerja), _by_code(record.instansiInduk)
    return replace(record, instansiKerja=work, instansiInduk=home)


def _by_code(agency: Instansi | None) -> Instansi | None:
    return agency if agency is None or agency.kodeInstansi is None else replace(agency, namaInstansi="")


COMPARED = (
    Compared(
        DATA_MANAJEMEN_ASN,
        key=lambda row: ("semu", row.idSemu),
        needs=frozenset({"idSemu"}),
        giver=PeopleStore(tuple(kind for kinds in KINDS.values() for kind in kinds), asn_data, has_tokens=False),
        receiver=HeldStore(DataManajemenAsn),
        plain=_plain,
    ),
    Compared(
        INFORMASI_MANAJEMEN_ASN,
        key=lambda row: ("informasi", f"{row.jenisInformasi}|{row.nomorDokumen}"),
        needs=frozenset({"jenisInformasi", "nomorDokumen"}),
        giver=OfferedStore(InformasiManajemenAsn),
        receiver=_Documents(),
        pulled_by="ambilInformasiManajemenAsn",
    ),
)
