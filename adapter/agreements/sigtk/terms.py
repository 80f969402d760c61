"""The agreement with Kementerian Sekretariat Negara on SIGTK, of 7 December 2022. Its annex is lost."""

from datetime import date

from adapter.agreements.sigtk.elements import DATA_ASN, PENGANUGERAHAN
from adapter.agreements.terms import (
    ADMINISTRATION,
    Agreement,
    Contact,
    Duty,
    NoticePeriod,
    OperationClass,
    Party,
    Purpose,
    Right,
    Side,
    Term,
    common_rights,
)

VERIFICATION = Purpose(
    "VERIFIKASI_USULAN_GTK",
    "Verifikasi data usulan pemberian Gelar, Tanda Jasa, dan Tanda Kehormatan bagi ASN",
    "Pasal 1 angka 4; Pasal 2; Pasal 3; Pasal 11 ayat (4)",
)


def _exchange(operation: str, giver: Side, source: str) -> Right:
    return Right(operation, OperationClass.EXCHANGE, (VERIFICATION.code,), giver, source)


AGREEMENT = Agreement(
    code="SIGTK",
    partner_code="SIGTK",
    title=(
        "Pengintegrasian Data dan/atau Informasi pada Sistem Informasi Gelar, Tanda Jasa, dan Tanda Kehormatan "
        "dengan Sistem Informasi Aparatur Sipil Negara"
    ),
    partner=Party(
        "Kementerian Sekretariat Negara (SIGTK)",
        "Sekretaris Militer Presiden",
        "Perj-01/KSN/SM/12/2022",
        Contact(
            "Biro Gelar, Tanda Jasa, dan Tanda Kehormatan, Sekretariat Militer Presiden",
            "(021) 3848875",
            "biro_gtk@setneg.go.id",
            "Pasal 16 huruf a",
        ),
    ),
    bkn=Party(
        "Badan Kepegawaian Negara",
        "Sekretaris Utama",
        "43/HM.04.01/2022",
        Contact(
            "Direktorat Pengelolaan Data dan Penyajian Informasi Kepegawaian",
            "(021) 8093008 ext 2101",
            "pdpik@bkn.go.id",
            "Pasal 16 huruf b",
        ),
    ),
    term=Term(date(2022, 12, 7), date(2022, 12, 7), date(2025, 12, 6), "Pasal 7 ayat (1)"),
    extension_notice=NoticePeriod("Pasal 7 ayat (3)", calendar_days=30),
    termination_notice=NoticePeriod("Pasal 8 ayat (2)", calendar_days=30),
    force_majeure_notice=NoticePeriod("Pasal 12 ayat (3)", calendar_days=7),
    purposes=(VERIFICATION, ADMINISTRATION),
    element_version="SIGTK-1",
    element_lists=(DATA_ASN, PENGANUGERAHAN),
    rights=(
        _exchange("ambilDataAsn", Side.BKN, "Pasal 4 ayat (1) huruf b; Pasal 5 ayat (2) huruf b"),
        _exchange("ambilReferensi", Side.BKN, "Pasal 4 ayat (1) huruf c; Pasal 5 ayat (2) huruf c"),
        _exchange("kirimPenganugerahan", Side.PARTNER, "Pasal 4 ayat (2) huruf b; Pasal 5 ayat (1) huruf b"),
        *common_rights("Pasal 4 ayat (1) huruf f dan ayat (2) huruf e; Pasal 16"),
    ),
    duties=(
        Duty(
            "PEMANTAUAN_EVALUASI",
            "Pemantauan dan evaluasi pengintegrasian",
            (Side.PARTNER, Side.BKN),
            1,
            12,
            "Pasal 13: paling sedikit 3 kali dalam 3 tahun, dibaca satu kali tiap tahun perjanjian (asumsi)",
        ),
    ),
)
