"""What the agreement brings, pulled or pushed: cards and state officials to BKN, employees to BPJS Kesehatan."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from adapter.agreements.bpjs.comparing import compare_cards, compare_officials
from adapter.agreements.bpjs.difference_messages import LaporanPerbedaan
from adapter.agreements.bpjs.disputes import Bench
from adapter.agreements.bpjs.elements import DATA_PEGAWAI, DataPegawai, DataPejabatNegara, KartuPesertaPns
from adapter.agreements.bpjs.judging import MATRIX
from adapter.agreements.bpjs.messages import Mutasi
from adapter.agreements.bpjs.mitra_messages import PerubahanKartu, PerubahanPejabat
from adapter.agreements.bpjs.push_messages import KirimanPegawai
from adapter.agreements.bpjs.translation import card_from, official_from
from adapter.agreements.holding import Kept, Stated, take
from adapter.agreements.receiving import LEFT, Incoming
from adapter.clock import wib_date
from adapter.records.cards import UNCHANGED, CardDesk, Receipt, cards_said_since
from adapter.records.held_differences import Unreported, unreported, unreported_among
from adapter.records.mutations import REMOVED
from adapter.records.officials import end_official, officials_said_since, receive_officials
from adapter.records.vault import Vault

EMPLOYEES = Kept(
    "BPJS",
    DATA_PEGAWAI,
    key=lambda row: None if row.nomorIdentitasPegawai is None else ("nip", row.nomorIdentitasPegawai),
    matrix=MATRIX,
    named_by="nomorIdentitasPegawai",
    declared=lambda row: wib_date(row.tanggalMutakhir),
)


def take_employees(to: Incoming, rows: Sequence[DataPegawai]) -> list[Receipt]:
    """At BPJS Kesehatan: whole records (ambilDataPegawai), Pasal 3 ayat (1) huruf a."""
    return take(to, EMPLOYEES, [Stated(row) for row in rows])


def take_changes(to: Incoming, rows: Sequence[Mutasi | KirimanPegawai]) -> list[Receipt]:
    """At BPJS Kesehatan: mutations (ambilMutasi), or what BKN pushes (kirimDataPegawai); Pasal 1 angka 6."""
    stated = [_stated(row) for row in rows]
    receipts = iter(take(to, EMPLOYEES, [one for one in stated if one is not None]))
    return [Receipt(LEFT) if one is None else next(receipts) for one in stated]


def _stated(row: Mutasi | KirimanPegawai) -> Stated | None:
    if row.pegawai is None:
        return None
    return Stated(
        row.pegawai,
        removed=row.jenisPerubahan == REMOVED,
        token=row.tokenUrut,
        declared_on=row.berlakuMulai,
        declared=frozenset(row.elemenBerubah),
    )


def differences_to_report(
    session: Session, vault: Vault, size: int, after: int = 0
) -> list[tuple[Unreported, LaporanPerbedaan]]:
    """The oldest differences, beyond a number, of which BKN has not been told, each as laporkanPerbedaanData does."""
    found = unreported(session, vault, EMPLOYEES.agreement, size, after)
    return [(one, _report(one)) for one in found]


def differences_of(
    session: Session, vault: Vault, reports: Sequence[LaporanPerbedaan]
) -> list[tuple[Unreported, LaporanPerbedaan]]:
    """The differences in the records of these reports of which BKN has not been told, each as it is reported."""
    keys = {vault.index("nip", report.nip) for report in reports if report.nip is not None}
    return [(one, _report(one)) for one in unreported_among(session, vault, EMPLOYEES.agreement, keys)]


def _report(one: Unreported) -> LaporanPerbedaan:
    told = one.difference
    declared = told.declared_on if told.element == "alamatDomisili" else None
    return LaporanPerbedaan(nip=told.named[1], namaElemen=told.element, nilaiBpjs=told.own, tanggalPernyataan=declared)


def take_cards(to: Incoming, rows: Sequence[KartuPesertaPns]) -> list[Receipt]:
    """At BKN: Pasal 3 ayat (1) huruf b angka 1)."""
    cards = [card_from(row) for row in rows]
    nips = [card.nip for card in cards]
    old = _cards_said_since(to, nips)
    news = [card for card in cards if card.nip not in old]
    if to.standing is not None:
        compare_cards(_bench(to), to.standing.effective, news)
    receipts = CardDesk(to.session, to.vault, to.now, to.message_id, to.said_at).receive(news)
    return _in_order(nips, old, receipts)


def take_officials(to: Incoming, rows: Sequence[DataPejabatNegara]) -> list[Receipt]:
    """At BKN: Pasal 3 ayat (1) huruf b angka 2)."""
    officials = [official_from(row) for row in rows]
    niks = [official.nik for official in officials]
    old = _officials_said_since(to, niks)
    news = [official for official in officials if official.nik not in old]
    if to.standing is not None:
        compare_officials(_bench(to), to.standing.effective, news)
    receipts = receive_officials(to.session, to.vault, news, to.now, to.message_id, to.said_at)
    return _in_order(niks, old, receipts)


def _in_order(numbers: Sequence[str], old: Mapping[str, bytes], receipts: Sequence[Receipt]) -> list[Receipt]:
    """A receipt for each row: an older word than the one that stands changes nothing."""
    news = iter(receipts)
    return [Receipt(UNCHANGED, old[number]) if number in old else next(news) for number in numbers]


def _bench(to: Incoming) -> Bench:
    return Bench(to.session, to.vault, to.now, to.message_id)


def take_card_changes(to: Incoming, rows: Sequence[PerubahanKartu]) -> list[Receipt]:
    """At BKN: cards as ambilKartuPesertaPns gives them; those that went come first: their numbers are free."""
    gone = {place: _take_card_back(to, row.kartu) for place, row in enumerate(rows) if row.jenisPerubahan == REMOVED}
    kept = iter(take_cards(to, [row.kartu for row in rows if row.jenisPerubahan != REMOVED]))
    return [gone[place] if place in gone else next(kept) for place in range(len(rows))]


def _take_card_back(to: Incoming, card: KartuPesertaPns) -> Receipt:
    nip = card.nomorIdentitasPegawai
    old = _cards_said_since(to, [nip])
    if nip in old:
        return Receipt(UNCHANGED, old[nip])
    desk = CardDesk(to.session, to.vault, to.now, to.message_id, to.said_at)
    return desk.take_back(nip, card.nomorKartuPeserta)


def _cards_said_since(to: Incoming, nips: Sequence[str]) -> dict[str, bytes]:
    return cards_said_since(to.session, to.vault, nips, to.said_at) if to.is_late else {}


def take_official_changes(to: Incoming, rows: Sequence[PerubahanPejabat]) -> list[Receipt]:
    """At BKN: officials as ambilDataPejabatNegara gives them; those that went come first: their cards are free."""
    gone = {place: _end(to, row.pejabat) for place, row in enumerate(rows) if row.jenisPerubahan == REMOVED}
    kept = iter(take_officials(to, [row.pejabat for row in rows if row.jenisPerubahan != REMOVED]))
    return [gone[place] if place in gone else next(kept) for place in range(len(rows))]


def _end(to: Incoming, official: DataPejabatNegara) -> Receipt:
    old = _officials_said_since(to, [official.nik])
    if official.nik in old:
        return Receipt(UNCHANGED, old[official.nik])
    # BPJS Kesehatan is the only source of officials: what it takes out is one no more.
    return end_official(to.session, to.vault, official.nik, to.now, to.message_id, to.said_at)


def _officials_said_since(to: Incoming, niks: Sequence[str]) -> dict[str, bytes]:
    return officials_said_since(to.session, to.vault, niks, to.said_at) if to.is_late else {}
