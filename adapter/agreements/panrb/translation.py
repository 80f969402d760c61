"""Makes DataManajemenAsn from stored people: under pseudonyms; an identity is opened only for a NIP that is granted."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from adapter.agreements import translation
from adapter.agreements.operation import Call
from adapter.agreements.panrb.elements import DataManajemenAsn, InformasiManajemenAsn
from adapter.records.codes import CPNS, PNS, PPPK, PPPK_GRADES, RANKS
from adapter.records.information import Document
from adapter.records.models import Person
from adapter.records.people import identity_of, job_of
from adapter.records.record import Job
from adapter.records.references import AGENCY, names
from adapter.records.vault import Vault

KINDS = {"PNS": (CPNS, PNS), "PPPK": (PPPK,)}
"""jenisAsn: the kinds stored."""

_PSEUDONYM_BYTES = 16


def pseudonym(vault: Vault, agreement: str, nip_index: bytes) -> str:
    """A person's name within one agreement, 32 hexadecimal digits: stable there, and another in every other.

    A keyed digest of a keyed digest: without the key nobody gets from it to a NIP, nor tries NIPs until one fits.
    """
    return vault.index(f"semu {agreement}", nip_index.hex())[:_PSEUDONYM_BYTES].hex()


@dataclass(frozen=True)
class _Source:
    person: Person
    vault: Vault
    agreement: str
    agencies: dict[str, str]

    @cached_property
    def job(self) -> Job:
        return job_of(self.person)

    def grade_in(self, ladder: Collection[str]) -> str | None:
        grade = self.person.grade
        return grade if grade is not None and grade in ladder else None


_VALUES: dict[str, Callable[[_Source], object]] = {
    "idSemu": lambda of: pseudonym(of.vault, of.agreement, of.person.nip_index),
    "nip": lambda of: identity_of(of.person, of.vault).nip,
    "jenisAsn": lambda of: next(word for word, kinds in KINDS.items() if of.person.kind in kinds),
    "jenisKelamin": lambda of: of.person.gender,
    "tahunLahir": lambda of: f"{of.person.birth_year:04}",
    "instansiKerja": lambda of: translation.instansi(of.person.work_agency, of.agencies),
    "instansiInduk": lambda of: translation.instansi(of.person.home_agency, of.agencies),
    "lokasiKerja": lambda of: of.person.location_code,
    "statusPegawai": lambda of: of.person.kind if of.person.kind in KINDS["PNS"] else None,
    "golonganRuang": lambda of: of.grade_in(RANKS),
    "golonganPppk": lambda of: of.grade_in(PPPK_GRADES),
    "tmtGolongan": lambda of: of.person.grade_since,
    "masaKerjaGolongan": lambda of: translation.masa_kerja_golongan(of.job),
    "jenisJabatan": lambda of: of.person.post_kind,
    "namaJabatan": lambda of: of.person.post,
}
"""tingkatPendidikan is not here: BKN's records hold none yet, and what is not known is absent."""


def asn_data(call: Call, people: Iterable[Person]) -> tuple[DataManajemenAsn, ...]:
    """The people as they may leave, in their order; each is noted as touched."""
    people = list(people)
    elements = call.elements[DataManajemenAsn] & _VALUES.keys()
    agencies = _agency_names(call, people) if elements & {"instansiKerja", "instansiInduk"} else {}
    found = []
    for person in people:
        call.touch(person.nip_index)
        source = _Source(person, call.vault, call.agreement.code, agencies)
        found.append(DataManajemenAsn(**{name: _VALUES[name](source) for name in elements}))  # type: ignore[arg-type] # each of its own type
    return tuple(found)


def _agency_names(call: Call, people: list[Person]) -> dict[str, str]:
    codes = [code for person in people for code in (person.work_agency, person.home_agency)]
    return names(call.session, AGENCY, codes)


def document(sent: InformasiManajemenAsn) -> Document:
    """A document from the wire."""
    return Document(
        kind=sent.jenisInformasi,
        number=sent.nomorDokumen,
        dated=sent.tanggalDokumen,
        agency=sent.kodeInstansi,
        year=sent.tahun,
        post=sent.namaJabatan,
        asn_kind=sent.jenisAsn,
        amount=sent.jumlah,
        attachment=sent.lampiran,
    )
