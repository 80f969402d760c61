"""The agreement with PT Asuransi Jiwa Taspen of August 2024. Both its annexes are lost."""

from datetime import date

from adapter.agreements.common import CommonArticles, common_rights
from adapter.agreements.taspen.aggregate_messages import SEL_AGREGAT
from adapter.agreements.taspen.elements import HASIL_VERIFIKASI, PENDAFTAR
from adapter.agreements.taspen.list_messages import DATA_PEMADANAN, HASIL_PEMADANAN
from adapter.agreements.terms import (
    ADMINISTRATION,
    Agreement,
    Contact,
    Duty,
    ForceMajeureRule,
    NoticePeriod,
    OperationClass,
    Party,
    Purpose,
    Right,
    Side,
    Term,
    TerminationRule,
)

REGISTRATION = Purpose(
    "PENDAFTARAN_KEPESERTAAN",
    "Pendaftaran kepesertaan asuransi PNS, CPNS, dan PPPK yang telah ditetapkan NIP-nya, dan pemadanannya",
    "Pasal 2; Pasal 3 angka 1 dan angka 2",
)
MARKETING = Purpose(
    "PEMASARAN_AGREGAT",
    "Pemasaran kepesertaan asuransi, hanya dengan data agregat",
    "Pasal 2; Pasal 3 angka 3",
)


def _exchange(operation: str, purpose: Purpose, giver: Side, source: str) -> Right:
    return Right(operation, OperationClass.EXCHANGE, (purpose.code,), giver, source)


_COMMON = CommonArticles(
    term="Pasal 8 ayat (1)",
    contacts="Pasal 10",
    notices="Pasal 10",
    force_majeure="Pasal 12",
    ending="Pasal 8",
    addenda="Pasal 6 ayat (3); Pasal 14",
    minutes="Pasal 4 ayat (2) huruf c; Pasal 5 ayat (1) huruf b; Pasal 9 ayat (1)",
    reports="Pasal 4 ayat (2) huruf c; Pasal 5 ayat (1) huruf b; Pasal 9 ayat (3)",
    usage="Pasal 11 ayat (2) dan ayat (6); asumsi: log atas data sendiri",
    incidents="Pasal 11 ayat (6) dan ayat (9); UU 27/2022 Pasal 44 dan Pasal 46",
    duties="Pasal 4 ayat (2) huruf c; Pasal 9 ayat (1)",
    reconciliation="Pasal 9 ayat (1) dan ayat (2)",
)

AGREEMENT = Agreement(
    code="TASPEN",
    partner_code="TASPEN",
    title="Pemanfaatan Data dan/atau Informasi Aparatur Sipil Negara",
    partner=Party(
        "PT Asuransi Jiwa Taspen",
        "Direktur Utama",
        "PERJ-073/TL/082024",
        Contact("Divisi Layanan", "(021) 4205388", "pos@taspenlife.com", "Pasal 10 angka 1"),
    ),
    bkn=Party(
        "Badan Kepegawaian Negara",
        "Sekretaris Utama",
        "23/HM.04.01/2024",
        Contact(
            "Direktorat Pengelolaan Data dan Penyajian Informasi Kepegawaian",
            "(021) 8093008 ext 2101",
            "pdpik@bkn.go.id",
            "Pasal 10 angka 2",
        ),
    ),
    # The day is illegible; 2 and 23 August 2024 were both Fridays. The earlier one ends earlier: the safe side.
    term=Term(date(2024, 8, 2), date(2024, 8, 2), date(2027, 8, 1), "Pasal 8 ayat (1); hari penandatanganan asumsi"),
    extension_notice=NoticePeriod("Pasal 8 ayat (2)", months=3),
    termination=TerminationRule(NoticePeriod("Pasal 8 ayat (2)", months=3)),
    force_majeure=ForceMajeureRule(
        NoticePeriod("Pasal 12 ayat (2)", calendar_days=14), required=("lampiranPernyataan",)
    ),
    purposes=(REGISTRATION, MARKETING, ADMINISTRATION),
    element_version="TASPEN-1",
    element_lists=(
        PENDAFTAR,
        HASIL_VERIFIKASI,
        DATA_PEMADANAN,
        HASIL_PEMADANAN,
        SEL_AGREGAT,
    ),
    rights=(
        # Data of a person for registering it only; marketing gets aggregates (Pasal 3 angka 3).
        _exchange("verifikasiPeserta", REGISTRATION, Side.BKN, "Pasal 4 ayat (1) huruf a; Pasal 5 ayat (2) huruf a"),
        _exchange(
            "verifikasiPesertaMassal", REGISTRATION, Side.BKN, "Pasal 4 ayat (1) huruf a; Pasal 5 ayat (2) huruf a"
        ),
        _exchange(
            "kirimDataPemadanan", REGISTRATION, Side.PARTNER, "Pasal 4 ayat (2) huruf b; Pasal 5 ayat (2) huruf b"
        ),
        _exchange("ambilHasilPemadanan", REGISTRATION, Side.BKN, "Pasal 4 ayat (2) huruf b; Pasal 5 ayat (2) huruf b"),
        _exchange(
            "ambilAgregatAsn", MARKETING, Side.BKN, "Pasal 3 angka 3; Pasal 4 ayat (1) huruf b; Pasal 5 ayat (2)"
        ),
        *common_rights(_COMMON),
    ),
    duties=(
        Duty(
            "LAPORAN_PEMANFAATAN",
            "Laporan hasil pemanfaatan data setiap 3 bulan",
            (Side.PARTNER,),
            1,
            3,
            "Pasal 4 ayat (2) huruf c; Pasal 5 ayat (1) huruf b; triwulan kalender asumsi",
            fulfilled_by=("sampaikanLaporanPemanfaatan",),
        ),
        Duty(
            "REKONSILIASI",
            "Rekonsiliasi setiap 3 bulan, dituangkan dalam Berita Acara yang ditandatangani PARA PIHAK",
            (Side.PARTNER, Side.BKN),
            1,
            3,
            "Pasal 9 ayat (1); triwulan kalender asumsi",
            fulfilled_by=("sampaikanBeritaAcara", "tandaTanganiBeritaAcara"),
        ),
    ),
    uncertain="Tanggal penandatanganan tidak terbaca: 2 atau 23 Agustus 2024; dipakai yang lebih awal",
)
