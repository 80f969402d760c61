"""LayananBpjs: both parties' data of Pasal 3 ayat (1), pulled by pages, by mutations, and pushed in batches."""

from collections import Counter

from sqlalchemy import func, select

from adapter.agreements.bpjs import differences, verification
from adapter.agreements.bpjs.compared import COMPARED
from adapter.agreements.bpjs.elements import DATA_PEGAWAI, DataPegawai
from adapter.agreements.bpjs.messages import (
    AmbilDataPegawai,
    AmbilDataPegawaiJawaban,
    AmbilMutasi,
    AmbilMutasiJawaban,
    BarisHasil,
    HasilKiriman,
    KirimDataPejabatNegara,
    KirimKartuPesertaPns,
    Mutasi,
)
from adapter.agreements.bpjs.receiving import take_cards, take_officials
from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.agreements.bpjs.translation import KEYS, PARTICIPANTS, employees, tells_status
from adapter.agreements.operation import Call, Operation, Service
from adapter.agreements.receiving import incoming
from adapter.errors import ContractViolation, ElementWithdrawn, Problem
from adapter.limits import DEFAULT_PAGE
from adapter.records import mutations
from adapter.records.cards import STORED, UNCHANGED, Receipt
from adapter.records.codes import CPNS, PNS
from adapter.records.models import Mutation, Person
from adapter.records.paging import BadCursor, Scope, page_of
from adapter.records.people import in_records, job_of


def _ambil_data_pegawai(call: Call, asked: AmbilDataPegawai) -> AmbilDataPegawaiJawaban:
    """Pasal 3 ayat (1) huruf a; Pasal 9 ayat (2)."""
    if len({CPNS, PNS} & set(asked.jenisPeserta)) == 1 and not tells_status(call):
        # Asking for one kind only would tell of everybody which kind they are.
        raise ElementWithdrawn(("statusPegawai",))
    scope = Scope(tuple(sorted(set(asked.jenisPeserta))) or PARTICIPANTS, asked.mutakhirSejak)
    if asked.kursor is None:
        # The next mutakhirSejak is this answer's time: what is being written now must not commit behind it.
        mutations.settle(call.session, call.now)
    try:
        page = page_of(call.session, call.vault, scope, asked.kursor, asked.ukuranHalaman or DEFAULT_PAGE)
    except BadCursor:
        raise _wrong("/ambilDataPegawai/kursor", "kursor tidak berasal dari halaman sebelumnya") from None
    return AmbilDataPegawaiJawaban(
        kepala=call.heading,
        pegawai=tuple(employees(call, page.people, call.elements[DataPegawai])),
        kursorBerikutnya=page.cursor,
        jumlahSeluruhnya=page.total,
        jumlahDibatasi=page.restricted,
    )


def _ambil_mutasi(call: Call, asked: AmbilMutasi) -> AmbilMutasiJawaban:
    """Pasal 1 angka 6; Pasal 9 ayat (1). What may not leave is passed over, and the token with it."""
    # First the newest, then the page: the other way about, adaLagi could tell of what the page could not see.
    newest = mutations.last_token(call.session)
    found = mutations.after_token(call.session, asked.sejakToken, asked.ukuranHalaman or DEFAULT_PAGE)
    if asked.sejakToken > newest:
        # After a database was restored; going on silently would leave a gap that nobody sees.
        raise _wrong("/ambilMutasi/sejakToken", "token ini belum pernah diberikan")
    reached = found[-1].token if found else asked.sejakToken
    return AmbilMutasiJawaban(
        kepala=call.heading,
        mutasi=told(call, found),
        tokenBerikutnya=reached,
        adaLagi=reached < newest,
        tokenTerakhir=newest,
    )


def told(call: Call, found: list[Mutation]) -> tuple[Mutasi, ...]:
    """These mutations as BPJS Kesehatan may be told of them, each with the record as it is now."""
    effective = call.elements[DataPegawai]
    people = _exchanged(call, {mutation.person_id for mutation in found})
    named = [
        (mutation, tuple(name for name in mutation.elements.split() if name in effective))
        for mutation in found
        if mutation.person_id in people
    ]
    # A record that goes (HAPUS) names no elements, and is told all the same. Whatever is told is so now: what somebody
    # was before he left is passed over, and that he had left, where he is back; the later word is on this page or a
    # later one, and BPJS Kesehatan may have had it long ago by another way.
    named = [
        (mutation, names)
        for mutation, names in named
        if (names or mutation.change == mutations.REMOVED)
        and job_of(people[mutation.person_id]).in_records != (mutation.change == mutations.REMOVED)
    ]
    records = _records_now(call, {mutation.person_id: people[mutation.person_id] for mutation, _ in named})
    return tuple(_mutasi(mutation, names, records[mutation.person_id]) for mutation, names in named)


def count_told(call: Call, after: int, last: int | None) -> int:
    """How many mutations after a token, up to and with `last`, `told` would give; no record is opened."""
    inside = [Mutation.token > after, Person.kind.in_(PARTICIPANTS), Person.restricted.is_(False)]
    inside += [Mutation.token <= last] if last is not None else []
    inside.append(in_records() != (Mutation.change == mutations.REMOVED))
    # What changed is told in a few dozen ways: they are looked at here, and not each mutation.
    ways = select(Mutation.change, Mutation.elements, func.count()).join(Person, Person.id == Mutation.person_id)
    effective = call.elements[DataPegawai]
    return sum(
        count
        for change, elements, count in call.session.execute(
            ways.where(*inside).group_by(Mutation.change, Mutation.elements)
        )
        if change == mutations.REMOVED or effective.intersection(elements.split())
    )


def _exchanged(call: Call, ids: set[int]) -> dict[int, Person]:
    condition = (Person.id.in_(ids), Person.kind.in_(PARTICIPANTS), Person.restricted.is_(False))
    return {person.id: person for person in call.session.scalars(select(Person).where(*condition))}


def _records_now(call: Call, people: dict[int, Person]) -> dict[int, DataPegawai]:
    """The records as they are now; of somebody who has left them no more than the numbers."""
    effective = call.elements[DataPegawai]
    present = [person for person in people.values() if job_of(person).in_records]
    gone = [person for person in people.values() if not job_of(person).in_records]
    made = [*employees(call, present, effective), *employees(call, gone, effective & KEYS)]
    return {person.id: record for person, record in zip([*present, *gone], made, strict=True)}


def _mutasi(mutation: Mutation, elements: tuple[str, ...], record: DataPegawai) -> Mutasi:
    return Mutasi(
        idMutasi=mutation.mutation_id,
        tokenUrut=mutation.token,
        jenisPerubahan=mutation.change,
        dampak=mutation.impact,
        jenisMutasi=mutation.kind,
        berlakuMulai=mutation.effective_on,
        elemenBerubah=elements,
        pegawai=record,
    )


def _kirim_kartu_peserta_pns(call: Call, sent: KirimKartuPesertaPns) -> HasilKiriman:
    """Pasal 3 ayat (1) huruf b angka 1)."""
    return _result(call, take_cards(incoming(call), sent.kartu))


def _kirim_data_pejabat_negara(call: Call, sent: KirimDataPejabatNegara) -> HasilKiriman:
    """Pasal 3 ayat (1) huruf b angka 2)."""
    return _result(call, take_officials(incoming(call), sent.pejabat))


def _result(call: Call, receipts: list[Receipt]) -> HasilKiriman:
    for receipt in receipts:
        if receipt.subject is not None:
            call.touch(receipt.subject)
    counts = Counter(receipt.result in (STORED, UNCHANGED) for receipt in receipts)
    return HasilKiriman(
        kepala=call.heading,
        jumlahDiterima=counts[True],
        jumlahDitolak=counts[False],
        baris=tuple(BarisHasil(baris=number, hasil=row.result) for number, row in enumerate(receipts, 1)),
    )


def _wrong(path: str, sentence: str) -> ContractViolation:
    return ContractViolation((Problem(path, "FORMAT_TIDAK_SAH", sentence),))


SERVICE = Service(
    name="LayananBpjs",
    namespace="urn:id:go:bkn:pks:bpjs:v1",
    agreement=AGREEMENT,
    doc="Pertukaran data peserta antara BKN dan BPJS Kesehatan, perjanjian 420/KTR/1016 dan 41/K/KS/X/2016",
    compared=COMPARED,
    operations=(
        Operation(
            "ambilDataPegawai",
            AmbilDataPegawai,
            AmbilDataPegawaiJawaban,
            _ambil_data_pegawai,
            "BPJS Kesehatan mengambil data PNS dan pensiunan PNS beserta keluarga, halaman demi halaman",
            gives=DATA_PEGAWAI,
        ),
        Operation(
            "ambilMutasi",
            AmbilMutasi,
            AmbilMutasiJawaban,
            _ambil_mutasi,
            "BPJS Kesehatan mengambil mutasi data sesudah token terakhir yang diterimanya",
            gives=DATA_PEGAWAI,
        ),
        Operation(
            "kirimKartuPesertaPns",
            KirimKartuPesertaPns,
            HasilKiriman,
            _kirim_kartu_peserta_pns,
            "BPJS Kesehatan mengirim nomor kartu peserta PNS",
        ),
        Operation(
            "kirimDataPejabatNegara",
            KirimDataPejabatNegara,
            HasilKiriman,
            _kirim_data_pejabat_negara,
            "BPJS Kesehatan mengirim data pejabat negara dan pensiunan pejabat negara",
        ),
        *verification.OPERATIONS,
        *differences.OPERATIONS,
    ),
)
