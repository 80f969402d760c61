"""The agreement with Kementerian Koperasi dan UKM on BPUM, of 12 September 2022. Its Petunjuk Teknis is lost."""

from datetime import date

from adapter.agreements.bpum.elements import (
    BALIKAN,
    DATA_BALIKAN,
    DATA_HASIL,
    DATA_USULAN,
    ELIMINASI,
    HASIL,
    USULAN,
)
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

VERIFICATION = Purpose(
    "VERIFIKASI_BPUM",
    "Sinkronisasi, verifikasi, dan validasi calon penerima dan penerima BPUM",
    "Pasal 1; Pasal 2",
)


def _right(operation: str, operation_class: OperationClass, giver: Side, source: str) -> Right:
    return Right(operation, operation_class, (VERIFICATION.code,), giver, source)


_COMMON = CommonArticles(
    term="Pasal 7 ayat (1)",
    contacts="Pasal 9",
    notices="Pasal 9",
    force_majeure="Pasal 11",
    ending="Pasal 7 ayat (2) dan ayat (3); Pasal 13 ayat (1)",
    addenda="Pasal 13 ayat (2) dan ayat (3)",
    minutes="asumsi: berita acara koordinasi, Pasal 3 ayat (1) huruf a dan Pasal 4 ayat (1) huruf b",
    reports="Pasal 8",
    usage="Pasal 3 ayat (2) huruf d; Pasal 4 ayat (1) huruf c",
    incidents="Pasal 10; UU 27/2022 Pasal 44 dan Pasal 46",
    duties="Pasal 3 ayat (2); Pasal 4 ayat (2) huruf f; Pasal 8",
    reconciliation="Pasal 8; asumsi: perjanjian ini tidak mempertukarkan daftar yang disimpan kedua pihak",
)

# Nothing to give back, and nobody to strike out, before data were accessed; and time for it after the month's end.
_ACCESS = ("kirimUsulanPenerima", "ambilHasilVerifikasi")
_GRACE = NoticePeriod("asumsi", months=1)

AGREEMENT = Agreement(
    code="BPUM",
    partner_code="BPUM",
    title=(
        "Sinkronisasi, Verifikasi dan Validasi Data Calon Penerima dan Penerima Bantuan Bagi Pelaku Usaha Mikro (BPUM)"
    ),
    partner=Party(
        "Kementerian Koperasi dan Usaha Kecil dan Menengah",
        "Deputi Bidang Usaha Mikro",
        "81/PKS/D.2/IX/2022",
        Contact(
            "Asisten Deputi Pembiayaan Usaha Mikro",
            "(021) 52992851",
            "infobpum2022@kemenkop.go.id",
            "Pasal 9 huruf a",
        ),
    ),
    bkn=Party(
        "Badan Kepegawaian Negara",
        "Sekretaris Utama",
        "28/HM.04.01/2022",
        Contact(
            "Direktorat Pengelolaan Data dan Penyajian Informasi Kepegawaian",
            "(021) 8093008 ext 2101",
            "pdpik@bkn.go.id",
            "Pasal 9 huruf b",
        ),
    ),
    term=Term(date(2022, 9, 12), date(2022, 9, 12), date(2024, 12, 31), "Pasal 7 ayat (1)"),
    extension_notice=NoticePeriod("Pasal 7 ayat (2)", months=1),
    termination=TerminationRule(NoticePeriod("Pasal 7 ayat (2)", months=1), breach="Pasal 13 ayat (1)"),
    force_majeure=ForceMajeureRule(
        NoticePeriod("Pasal 11 ayat (2)", calendar_days=14), required=("lampiranPernyataan",)
    ),
    purposes=(VERIFICATION, ADMINISTRATION),
    element_version="BPUM-1",
    element_lists=(DATA_USULAN, DATA_HASIL, DATA_BALIKAN),
    rights=(
        _right("kirimUsulanPenerima", OperationClass.EXCHANGE, Side.PARTNER, USULAN),
        _right("ambilHasilVerifikasi", OperationClass.EXCHANGE, Side.BKN, HASIL),
        _right(
            "koordinasikanHasil",
            OperationClass.CLOSING_DUTY,
            Side.PARTNER,
            "Pasal 3 ayat (1) huruf a; Pasal 4 ayat (1) huruf b",
        ),
        _right("laporkanEliminasi", OperationClass.CLOSING_DUTY, Side.PARTNER, ELIMINASI),
        _right("kirimDataBalikan", OperationClass.CLOSING_DUTY, Side.PARTNER, BALIKAN),
        *common_rights(_COMMON),
    ),
    duties=(
        Duty(
            "PELAKSANAAN_TEKNIS",
            "Pelaksanaan teknis paling lambat 1 bulan sejak ditandatangani",
            (Side.PARTNER, Side.BKN),
            1,
            1,
            "Pasal 3 ayat (2) huruf e; Pasal 4 ayat (2) huruf f",
            anchor=Anchor.ONCE,
            fulfilled_by=("kirimUsulanPenerima",),
        ),
        Duty(
            "DATA_BALIKAN",
            "Data balikan atas data ASN yang diakses",
            (Side.PARTNER,),
            1,
            1,
            "Pasal 3 ayat (2) huruf d; Pasal 4 ayat (1) huruf c; jangka satu bulan asumsi",
            fulfilled_by=("kirimDataBalikan",),
            consequence="BKN dapat mengakhiri perjanjian (Pasal 13 ayat (1))",
            arises_from=_ACCESS,
            grace=_GRACE,
        ),
        Duty(
            "ELIMINASI_NIK",
            "Eliminasi NIK yang terkonfirmasi ASN pada dokumen yang diterbitkan",
            (Side.PARTNER,),
            1,
            1,
            "Pasal 3 ayat (2) huruf b; jangka satu bulan asumsi",
            fulfilled_by=("laporkanEliminasi",),
            consequence="BKN dapat mengakhiri perjanjian (Pasal 13 ayat (1))",
            arises_from=_ACCESS,
            grace=_GRACE,
        ),
        Duty(
            "PEMANTAUAN_EVALUASI",
            "Pemantauan dan evaluasi, paling sedikit satu kali setahun",
            (Side.PARTNER, Side.BKN),
            1,
            12,
            "Pasal 8",
            fulfilled_by=("sampaikanLaporanEvaluasi",),
        ),
    ),
    by_file=FileExchange(
        frozenset(("kirimUsulanPenerima", "laporkanEliminasi", "kirimDataBalikan")),
        'Pasal 5: "web service ... ataupun metode lainnya"',
    ),
)
