"""Makes DataAsn from stored people: only what may leave is opened. And reads the honours that SIGTK brings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from adapter.agreements import translation
from adapter.agreements.operation import Call
from adapter.agreements.sigtk.elements import DataAsn, Jabatan, KedudukanHukum, Penganugerahan, RiwayatPenghargaan
from adapter.agreements.structures import MasaKerja
from adapter.clock import wib_date
from adapter.records.awards import REVOKED, Honour, SentAward, awards_of, normal_decree
from adapter.records.codes import LEGAL_POSITIONS, PENSIONER
from adapter.records.models import Award, Person
from adapter.records.people import identity_of, job_of
from adapter.records.record import Identity, Job
from adapter.records.references import AGENCY, names
from adapter.records.vault import Vault


def is_asn(person: Person) -> bool:
    """Whether the person is an ASN today, by kind and legal position."""
    return person.kind != PENSIONER and job_of(person).in_records


@dataclass(frozen=True)
class _Source:
    """One stored person; the identity is opened when the first element asks for it."""

    person: Person
    vault: Vault
    today: date
    awards: tuple[Award, ...]
    agencies: dict[str, str]

    @cached_property
    def identity(self) -> Identity:
        return identity_of(self.person, self.vault)

    @cached_property
    def job(self) -> Job:
        return job_of(self.person)


_VALUES: dict[str, Callable[[_Source], object]] = {
    "nip": lambda of: of.identity.nip,
    "nik": lambda of: of.identity.nik,
    "namaLengkap": lambda of: of.identity.name,
    "gelarDepan": lambda of: of.identity.front_degree,
    "gelarBelakang": lambda of: of.identity.back_degree,
    "tempatLahir": lambda of: of.identity.birthplace,
    "tanggalLahir": lambda of: of.identity.born,
    "jenisKelamin": lambda of: of.person.gender,
    "jenisAsn": lambda of: of.person.kind,
    "kedudukanHukum": lambda of: _legal_position(of.person.legal_position),
    "pangkatGolonganRuang": lambda of: translation.pangkat(of.job),
    "tmtGolonganRuangTerakhir": lambda of: of.person.grade_since,
    "jabatan": lambda of: _post(of.job),
    "unitKerja": lambda of: of.person.unit,
    "instansiKerja": lambda of: translation.instansi(of.person.work_agency, of.agencies),
    "instansiInduk": lambda of: translation.instansi(of.person.home_agency, of.agencies),
    "tmtCpns": lambda of: of.person.cpns_since,
    "tmtPns": lambda of: of.person.pns_since,
    "masaKerjaKeseluruhan": lambda of: _service(of.person.cpns_since, of.today),
    "riwayatPenghargaan": lambda of: tuple(_award(award) for award in of.awards),
}


def asn_data(call: Call, people: Iterable[Person]) -> tuple[DataAsn, ...]:
    """The people as they may leave, in their order; each is noted as touched."""
    people = list(people)
    elements = call.elements[DataAsn] & _VALUES.keys()
    awards = awards_of(call.session, people) if "riwayatPenghargaan" in elements else {}
    agencies = _agency_names(call, people) if elements & {"instansiKerja", "instansiInduk"} else {}
    found = []
    for person in people:
        call.touch(person.nip_index)
        source = _Source(person, call.vault, wib_date(call.now), awards.get(person.id, ()), agencies)
        found.append(DataAsn(**{name: _VALUES[name](source) for name in elements}))  # type: ignore[arg-type] # each of its own type
    return tuple(found)


def _agency_names(call: Call, people: list[Person]) -> dict[str, str]:
    codes = [code for person in people for code in (person.work_agency, person.home_agency)]
    return names(call.session, AGENCY, codes)


def _legal_position(code: str) -> KedudukanHukum:
    return KedudukanHukum(kode=code, nama=LEGAL_POSITIONS.get(code, code))


def _post(job: Job) -> Jabatan | None:
    if job.post is None or job.post_kind is None:
        return None
    return Jabatan(nama=job.post, jenisJabatan=job.post_kind, tmtJabatan=job.post_since)


def _service(since: date | None, today: date) -> MasaKerja | None:
    """Full months from the appointment until today. Interruptions (CLTN) are not taken off: they are not stored."""
    if since is None or since > today:
        return None
    months = (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
    return MasaKerja(tahun=months // 12, bulan=months % 12)


def _award(award: Award) -> RiwayatPenghargaan:
    return RiwayatPenghargaan(
        kodePenghargaan=award.code,
        namaPenghargaan=award.name,
        nomorKeppres=award.decree,
        tanggalKeppres=award.decree_on,
        status=award.status,
    )


def award_from(row: Penganugerahan) -> SentAward:
    """An honour from the wire, pushed or pulled."""
    revoked = row.status == REVOKED
    honour = Honour(
        proposal=row.nomorUsulan,
        kind=row.jenis,
        code=row.kodePenghargaan,
        name=row.namaPenghargaan,
        decree=normal_decree(row.nomorKeppres),
        decree_on=row.tanggalKeppres,
        year=row.tahun,
        charter=row.nomorPiagam,
        conferred_on=row.tanggalPenganugerahan,
        posthumous=row.anumerta,
    )
    return SentAward(
        key=row.idPenganugerahan,
        nip=row.nip,
        person_name=row.namaLengkap,
        honour=honour,
        status=row.status,
        revoking_decree=normal_decree(row.nomorKeppresPencabutan or "") if revoked else None,
        revoked_on=row.tanggalKeppresPencabutan if revoked else None,
    )
