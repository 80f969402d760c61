"""The agreement with BPJS Kesehatan of 10 October 2016. The text that we hold ends in Pasal 12 ayat (1)."""

from datetime import date

from adapter.agreements.bpjs.elements import DATA_PEGAWAI, DATA_PEJABAT_NEGARA, KARTU_PESERTA_PNS
from adapter.agreements.common import CommonArticles, common_rights
from adapter.agreements.terms import (
    ADMINISTRATION,
    Agreement,
    Anchor,
    Contact,
    Duty,
    FileExchange,
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

JKN = Purpose(
    "PENYELENGGARAAN_JKN",
    "Penyelenggaraan program Jaminan Kesehatan Nasional",
    "Pasal 2; Pasal 4 ayat (1) huruf b dan ayat (2) huruf b",
)


def _exchange(operation: str, giver: Side, source: str) -> Right:
    return Right(operation, OperationClass.EXCHANGE, (JKN.code,), giver, source)


def _closing(operation: str, giver: Side) -> Right:
    source = "Pasal 4 ayat (1) huruf a angka 3) dan ayat (2) huruf a angka 3); Pasal 9 ayat (3)"
    return Right(operation, OperationClass.CLOSING_DUTY, (JKN.code,), giver, source)


_COMMON = CommonArticles(
    term="Pasal 7 ayat (1)",
    contacts="Pasal 5; Pasal 12 ayat (1)",
    notices="Pasal 12 ayat (1)",
    force_majeure="Pasal 8",
    ending="Pasal 7 ayat (2) dan ayat (3)",
    addenda="asumsi: teks penutup hilang; perubahan hanya dengan kesepakatan tertulis PARA PIHAK",
    minutes="Pasal 3 ayat (2); Pasal 1 angka 7; bentuk asumsi",
    reports="Pasal 4 ayat (1) huruf a angka 7 dan ayat (2) huruf a angka 7",
    usage="asumsi: Pasal 6 dan Pasal 11, akuntabilitas atas data sendiri",
    incidents="Pasal 11; UU 27/2022 Pasal 44 dan Pasal 46",
    duties="Pasal 1 angka 7; Pasal 3 ayat (2); Pasal 4",
    reconciliation="Pasal 3 ayat (2); Pasal 1 angka 7; cara membandingkan asumsi",
)

AGREEMENT = Agreement(
    code="BPJS",
    partner_code="BPJS",
    title=(
        "Pertukaran Data Pegawai Negeri Sipil, Pensiunan Pegawai Negeri Sipil, Pejabat Negara dan Pensiunan "
        "Pejabat Negara beserta Keluarganya dalam rangka Penyelenggaraan Program Jaminan Kesehatan Nasional"
    ),
    partner=Party(
        "BPJS Kesehatan",
        "Direktur Kepesertaan dan Pemasaran",
        "420/KTR/1016",
        Contact(
            "Grup Kepesertaan dan UPMP4",
            "021-4212938 ext 7521",
            "kepesertaan@bpjs-kesehatan.go.id",
            "Pasal 12 ayat (1) huruf a",
        ),
    ),
    bkn=Party(
        "Badan Kepegawaian Negara",
        "Deputi Bidang Sistem Informasi Kepegawaian",
        "41/K/KS/X/2016",
        # Pasal 12 ayat (1) huruf b is lost; Pasal 5 ayat (2) names the directorate, its address comes from the
        # agreement with Setneg (Pasal 16).
        Contact(
            "Direktorat Pengolahan Data dan Informasi Kepegawaian",
            "(021) 8093008 ext 2101",
            "pdpik@bkn.go.id",
            "Pasal 5 ayat (2); alamat asumsi, teks Pasal 12 hilang",
        ),
    ),
    term=Term(date(2016, 10, 10), date(2016, 10, 10), date(2021, 10, 9), "Pasal 7 ayat (1)"),
    extension_notice=NoticePeriod("Pasal 7 ayat (2)", months=3),
    termination=TerminationRule(NoticePeriod("Pasal 7 ayat (2)", months=3), reason_required=True),
    force_majeure=ForceMajeureRule(
        NoticePeriod("Pasal 8 ayat (2)", calendar_days=7),
        required=("penyebab", "kewajibanTertunda", "bukti"),
        silence=NoticePeriod("Pasal 8 ayat (3)", calendar_days=7),
    ),
    purposes=(JKN, ADMINISTRATION),
    element_version="BPJS-1",
    element_lists=(DATA_PEGAWAI, KARTU_PESERTA_PNS, DATA_PEJABAT_NEGARA),
    rights=(
        _exchange("ambilDataPegawai", Side.BKN, "Pasal 3 ayat (1) huruf a"),
        _exchange("ambilMutasi", Side.BKN, "Pasal 1 angka 6; Pasal 9 ayat (1)"),
        _exchange("kirimKartuPesertaPns", Side.PARTNER, "Pasal 3 ayat (1) huruf b angka 1)"),
        _exchange("kirimDataPejabatNegara", Side.PARTNER, "Pasal 3 ayat (1) huruf b angka 2)"),
        _exchange(
            "ambilKartuPesertaPns", Side.PARTNER, "Pasal 3 ayat (1) huruf b angka 1); Pasal 4 ayat (2) huruf a angka 5)"
        ),
        _exchange(
            "ambilDataPejabatNegara",
            Side.PARTNER,
            "Pasal 3 ayat (1) huruf b angka 2); Pasal 4 ayat (2) huruf a angka 5)",
        ),
        _exchange("ambilMutasiPeserta", Side.PARTNER, "Pasal 1 angka 6; Pasal 9 ayat (1) dan ayat (2)"),
        _exchange(
            "kirimDataPegawai",
            Side.BKN,
            "Pasal 4 ayat (1) huruf a angka 2) dan ayat (2) huruf a angka 2); Pasal 9 ayat (1) dan ayat (2)",
        ),
        _exchange("mulaiVerifikasiBerkala", Side.BKN, "Pasal 3 ayat (2); Pasal 1 angka 7"),
        _exchange("ambilHasilVerifikasiBerkala", Side.BKN, "Pasal 3 ayat (2); Pasal 1 angka 7"),
        _closing("laporkanPerbedaanData", Side.PARTNER),
        _closing("ambilPerbedaanData", Side.BKN),
        _closing("selesaikanPerbedaanData", Side.PARTNER),
        *common_rights(_COMMON),
    ),
    duties=(
        Duty(
            "VERIFIKASI_BERKALA",
            "Verifikasi dan validasi data, paling sedikit dua kali setahun",
            (Side.PARTNER, Side.BKN),
            1,
            6,
            "Pasal 3 ayat (2); Pasal 1 angka 7",
            fulfilled_by=("mulaiVerifikasiBerkala",),
        ),
        Duty(
            "PEMANTAUAN_EVALUASI",
            "Pemantauan dan evaluasi bersama",
            (Side.PARTNER, Side.BKN),
            1,
            12,
            "Pasal 4 ayat (1) huruf a angka 7 dan ayat (2) huruf a angka 7; satu kali tiap tahun perjanjian asumsi",
            anchor=Anchor.SIGNATURE,
            fulfilled_by=("sampaikanLaporanEvaluasi",),
        ),
    ),
    parent="Nota Kesepahaman 23/MOU/1016 dan 40/K/KS/X/2016 tanggal 10 Oktober 2016",
    by_file=FileExchange(
        frozenset(("kirimDataPegawai", "kirimDataPejabatNegara", "kirimKartuPesertaPns")),
        'Pasal 3 ayat (1)[2]: "secara periodik atau melalui elektronik"',
    ),
)
