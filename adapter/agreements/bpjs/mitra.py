"""LayananBpjsMitra, which BPJS Kesehatan hosts: BKN pulls cards, state officials, and the changes in both."""

from adapter.agreements.bpjs import mitra_push
from adapter.agreements.bpjs.elements import DATA_PEJABAT_NEGARA, KARTU_PESERTA_PNS
from adapter.agreements.bpjs.mitra_messages import (
    AmbilDataPejabatNegara,
    AmbilDataPejabatNegaraJawaban,
    AmbilKartuPesertaPns,
    AmbilKartuPesertaPnsJawaban,
    AmbilMutasiPeserta,
    AmbilMutasiPesertaJawaban,
    MutasiPeserta,
    PerubahanKartu,
    PerubahanPejabat,
)
from adapter.agreements.bpjs.receiving import EMPLOYEES
from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.agreements.offering import Pulled, pull
from adapter.agreements.operation import Call, Offer, Operation, Service

CARDS = Offer(
    KARTU_PESERTA_PNS,
    key=lambda row: ("nip", row.nomorIdentitasPegawai),
    subject=lambda row: ("nip", row.nomorIdentitasPegawai),
    removable=True,
)
OFFICIALS = Offer(
    DATA_PEJABAT_NEGARA,
    key=lambda row: ("nik", row.nik),
    subject=lambda row: ("nik", row.nik),
    removable=True,
)


def _ambil_kartu_peserta_pns(call: Call, asked: AmbilKartuPesertaPns) -> AmbilKartuPesertaPnsJawaban:
    """Pasal 3 ayat (1) huruf b angka 1); Pasal 9 ayat (2)."""
    page = pull(call, (CARDS,), "/ambilKartuPesertaPns/sejakToken", asked.sejakToken, asked.ukuranHalaman)
    return AmbilKartuPesertaPnsJawaban(
        kepala=call.heading,
        perubahan=tuple(
            PerubahanKartu(tokenUrut=row.token, jenisPerubahan=row.change, berubahPada=row.changed_at, kartu=row.record)
            for row in page.rows
        ),
        tokenBerikutnya=page.reached,
        jumlahTersisa=page.total,
        adaLagi=page.more,
    )


def _ambil_data_pejabat_negara(call: Call, asked: AmbilDataPejabatNegara) -> AmbilDataPejabatNegaraJawaban:
    """Pasal 3 ayat (1) huruf b angka 2); Pasal 9 ayat (2)."""
    page = pull(call, (OFFICIALS,), "/ambilDataPejabatNegara/sejakToken", asked.sejakToken, asked.ukuranHalaman)
    return AmbilDataPejabatNegaraJawaban(
        kepala=call.heading,
        perubahan=tuple(
            PerubahanPejabat(
                tokenUrut=row.token, jenisPerubahan=row.change, berubahPada=row.changed_at, pejabat=row.record
            )
            for row in page.rows
        ),
        tokenBerikutnya=page.reached,
        jumlahTersisa=page.total,
        adaLagi=page.more,
    )


def _ambil_mutasi_peserta(call: Call, asked: AmbilMutasiPeserta) -> AmbilMutasiPesertaJawaban:
    """Pasal 1 angka 6; Pasal 9 ayat (1). Every state, not the newest only: each is a mutation of its own."""
    page = pull(
        call,
        (CARDS, OFFICIALS),
        "/ambilMutasiPeserta/sejakToken",
        asked.sejakToken,
        asked.ukuranHalaman,
        every_state=True,
    )
    return AmbilMutasiPesertaJawaban(
        kepala=call.heading,
        mutasi=tuple(_mutasi(row) for row in page.rows),
        tokenBerikutnya=page.reached,
        jumlahTersisa=page.total,
        adaLagi=page.more,
    )


def _mutasi(row: Pulled) -> MutasiPeserta:
    return MutasiPeserta(
        idMutasi=row.change_id,
        tokenUrut=row.token,
        jenisPerubahan=row.change,
        berubahPada=row.changed_at,
        kartu=row.record if row.offer is CARDS else None,
        pejabat=row.record if row.offer is OFFICIALS else None,
    )


SERVICE = Service(
    name="LayananBpjsMitra",
    namespace="urn:id:go:bkn:pks:bpjs:mitra:v1",
    agreement=AGREEMENT,
    doc="Yang disediakan BPJS Kesehatan bagi BKN, perjanjian 420/KTR/1016 dan 41/K/KS/X/2016",
    host=KARTU_PESERTA_PNS.giver,
    offers=(CARDS, OFFICIALS),
    holds=(EMPLOYEES,),
    operations=(
        Operation(
            "ambilKartuPesertaPns",
            AmbilKartuPesertaPns,
            AmbilKartuPesertaPnsJawaban,
            _ambil_kartu_peserta_pns,
            "BKN mengambil nomor kartu peserta PNS, sesudah sebuah token",
            gives=KARTU_PESERTA_PNS,
        ),
        Operation(
            "ambilDataPejabatNegara",
            AmbilDataPejabatNegara,
            AmbilDataPejabatNegaraJawaban,
            _ambil_data_pejabat_negara,
            "BKN mengambil data pejabat negara dan pensiunan pejabat negara, sesudah sebuah token",
            gives=DATA_PEJABAT_NEGARA,
        ),
        Operation(
            "ambilMutasiPeserta",
            AmbilMutasiPeserta,
            AmbilMutasiPesertaJawaban,
            _ambil_mutasi_peserta,
            "BKN mengambil setiap perubahan kartu peserta PNS dan data pejabat negara, sesudah sebuah token",
            gives=DATA_PEJABAT_NEGARA,
        ),
        *mitra_push.OPERATIONS,
    ),
)
