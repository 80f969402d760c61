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
from adapter.agreements.feed import Feed
from adapter.agreements.operation import Offer, Service

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


# Pasal 3 ayat (1) huruf b angka 1); Pasal 9 ayat (2).
CARD_FEED = Feed(
    name="ambilKartuPesertaPns",
    request=AmbilKartuPesertaPns,
    answer=AmbilKartuPesertaPnsJawaban,
    row=PerubahanKartu,
    records={"kartu": CARDS},
    doc="BKN mengambil nomor kartu peserta PNS, sesudah sebuah token",
)

# Pasal 3 ayat (1) huruf b angka 2); Pasal 9 ayat (2).
OFFICIAL_FEED = Feed(
    name="ambilDataPejabatNegara",
    request=AmbilDataPejabatNegara,
    answer=AmbilDataPejabatNegaraJawaban,
    row=PerubahanPejabat,
    records={"pejabat": OFFICIALS},
    doc="BKN mengambil data pejabat negara dan pensiunan pejabat negara, sesudah sebuah token",
)

# Pasal 1 angka 6; Pasal 9 ayat (1). Every state, not the newest only: each is a mutation of its own.
MUTATION_FEED = Feed(
    name="ambilMutasiPeserta",
    request=AmbilMutasiPeserta,
    answer=AmbilMutasiPesertaJawaban,
    row=MutasiPeserta,
    records={"kartu": CARDS, "pejabat": OFFICIALS},
    doc="BKN mengambil setiap perubahan kartu peserta PNS dan data pejabat negara, sesudah sebuah token",
    rows="mutasi",
    every_state=True,
)

SERVICE = Service(
    name="LayananBpjsMitra",
    namespace="urn:id:go:bkn:pks:bpjs:mitra:v1",
    agreement=AGREEMENT,
    doc="Yang disediakan BPJS Kesehatan bagi BKN, perjanjian 420/KTR/1016 dan 41/K/KS/X/2016",
    host=KARTU_PESERTA_PNS.giver,
    offers=(CARDS, OFFICIALS),
    holds=(EMPLOYEES,),
    operations=(CARD_FEED.operation, OFFICIAL_FEED.operation, MUTATION_FEED.operation, *mitra_push.OPERATIONS),
)
