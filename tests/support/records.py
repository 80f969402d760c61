"""People, calls and files for tests of records and services."""

import csv
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from adapter.agreements.operation import Call
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.agreements.terms import Agreement, Side
from adapter.records.database import writing
from adapter.records.record import Address, FamilyMember, Identity, Job, Record
from adapter.records.siasn import COLUMNS
from adapter.records.storing import Writer
from adapter.records.vault import Vault
from adapter.registry.standing import ElementChange, RecordedAddendum, RecordedExtension, standing_on

NIP, NIK = "199001012015041901", "3171000101900001"
EXTENSION = RecordedExtension("CONTOH-1/2026", date(2026, 1, 1), date(2027, 12, 31), "contoh untuk pengujian")
HEADING = KepalaJawaban(
    idPesan="00000000-0000-4000-8000-000000000002",
    idPesanAsal="00000000-0000-4000-8000-000000000001",
    waktuJawab=datetime.fromisoformat("2026-11-20T09:00:00+07:00"),
    nomorHasil="H-1",
    ulangan=False,
    versiElemen="1",
)
REQUEST = Kepala(
    idPesan=HEADING.idPesanAsal,
    waktuKirim=HEADING.waktuJawab,
    kodeMitra="CONTOH",
    nomorPerjanjian="1",
    kodeTujuan="UJI",
    idPengguna="penguji",
    versiElemen="1",
)
CHILD = FamilyMember(relation="ANAK", name="Embunita Watugede", born=date(2020, 2, 2), gender="P", child=1)


def record(nip: str = NIP, nik: str | None = NIK, family: tuple[FamilyMember, ...] = (), **changes: Any) -> Record:
    """A PNS; `changes` go to the field of that name, of the identity or of the job."""
    identity = Identity(
        nip=nip, nik=nik, name="Banuraja Watugede", born=date(1990, 1, 1), birthplace="Contoh",
        address=Address(street="Jalan Contoh 1"),
    )  # fmt: skip
    job = Job(
        kind="PNS", gender="L", legal_position="01", home_agency="K01", work_agency="K01", grade="III/b",
        grade_since=date(2019, 4, 1), grade_years=4, grade_months=0, cpns_since=date(2015, 4, 1),
        pns_since=date(2016, 4, 1), location="Kantor Contoh", post="Pengelola Data", post_kind="PELAKSANA",
    )  # fmt: skip
    of_identity = {name: value for name, value in changes.items() if name in Identity.__slots__}
    of_job = {name: value for name, value in changes.items() if name not in of_identity}
    return Record(replace(identity, **of_identity), replace(job, **of_job), family)


def store(engine: Engine, vault: Vault, now: datetime, *records: Record) -> list[str]:
    """Save in one transaction."""
    with writing(engine) as session:
        writer = Writer(session, vault, now)
        outcomes: list[str] = [*writer.save(records)]
        writer.finish()
    return outcomes


def restrict(engine: Engine, vault: Vault, now: datetime, nip: str, *, restricted: bool = True) -> None:
    """Stop or resume the processing of somebody's data."""
    with writing(engine) as session:
        writer = Writer(session, vault, now)
        writer.restrict(nip, restricted=restricted)
        writer.finish()


def call(
    session: Session,
    vault: Vault,
    now: datetime,
    agreement: Agreement,
    asked: dict[type, set[str]] | None = None,
    withdrawn: tuple[tuple[str, str], ...] = (),
    caller: Side = Side.PARTNER,
) -> Call:
    """A call under an agreement that an extension has revived; `asked` narrows, `withdrawn` is by an addendum."""
    changes = tuple(ElementChange("CABUT", listed, element) for listed, element in withdrawn)
    addenda = (RecordedAddendum("AD-1", date(2026, 2, 1), changes),) if changes else ()
    standing = standing_on(agreement, now.date(), [EXTENSION], addenda)
    elements = {kind: names & (asked or {}).get(kind, names) for kind, names in standing.effective.items()}
    return Call(
        session=session, vault=vault, agreement=agreement, standing=standing, elements=elements,
        purpose="UJI", now=now, heading=HEADING, caller=caller,
    )  # fmt: skip


ROW = {
    "nipBaru": NIP, "nik": NIK, "nama": "Banuraja Watugede", "tempatLahir": "Contoh", "tglLahir": "01-01-1990",
    "jenisKelamin": "M", "statusPegawai": "PNS", "kedudukanPnsId": "01", "instansiIndukId": "X1",
    "instansiIndukNama": "Kementerian Uji", "golRuangAkhir": "III/b", "tmtGolAkhir": "01-04-2019", "mkTahun": "4",
    "mkBulan": "0", "alamat": "Jalan Contoh 1",
}  # fmt: skip


def siasn_file(path: Path, *rows: dict[str, str], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """A SIASN export; each row is ROW with changes."""
    with path.open("w", newline="", encoding=encoding) as text:
        writer = csv.DictWriter(text, COLUMNS, delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows({**ROW, **row} for row in rows)
    return path
