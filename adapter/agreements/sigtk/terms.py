"""The agreement with Kementerian Sekretariat Negara on SIGTK, of 7 December 2022. Its annex is lost."""

from datetime import date

from adapter.agreements.common import CommonArticles, common_rights
from adapter.agreements.sigtk.elements import DATA_ASN, PENGANUGERAHAN
from adapter.agreements.terms import (
    ADMINISTRATION,
    Agreement,
    AmendmentRule,
    Anchor,
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

VERIFICATION = Purpose(
    "VERIFIKASI_USULAN_GTK",
    "Verifikasi data usulan pemberian Gelar, Tanda Jasa, dan Tanda Kehormatan bagi ASN",
    "Pasal 1 angka 4; Pasal 2; Pasal 3; Pasal 11 ayat (4)",
)


def _exchange(operation: str, giver: Side, source: str) -> Right:
    return Right(operation, OperationClass.EXCHANGE, (VERIFICATION.code,), giver, source)


_COMMON = CommonArticles(
    term="Pasal 7 ayat (1)",
    contacts="Pasal 4 ayat (1) huruf f dan ayat (2) huruf e; Pasal 16",
    notices="Pasal 4 ayat (1) huruf d dan ayat (2) huruf c; Pasal 5 ayat (1) huruf c dan ayat (2) huruf d",
    force_majeure="Pasal 12",
    ending="Pasal 7 ayat (2) dan ayat (3); Pasal 8",
    addenda="Pasal 15",
    minutes="asumsi: hasil pemantauan dan evaluasi bersama, Pasal 13",
    reports="Pasal 4 ayat (2) huruf f; Pasal 5 ayat (2) huruf g; Pasal 13",
    usage="Pasal 4 ayat (2) huruf f; Pasal 5 ayat (2) huruf g; Pasal 11 ayat (4)",
    incidents="Pasal 11; UU 27/2022 Pasal 44 dan Pasal 46",
    duties="Pasal 13",
    reconciliation="Pasal 13; cara membandingkan asumsi",
)

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
    termination=TerminationRule(NoticePeriod("Pasal 8 ayat (2)", calendar_days=30)),
    force_majeure=ForceMajeureRule(
        NoticePeriod("Pasal 12 ayat (3)", calendar_days=7),
        # Pasal 12 asks for the notice alone, and for nobody's consent.
        considered=False,
        may_end_after=NoticePeriod("Pasal 12 ayat (4)", calendar_days=30),
        # Pasal 12 ayat (5) counts the seven days from the beginning, which ayat (4) makes impossible: from day 30 on.
        may_end_within=NoticePeriod("Pasal 12 ayat (5); dihitung sesudah hari ke-30 asumsi", calendar_days=7),
        events=(
            "BENCANA_ALAM",
            "KERUSUHAN",
            "PERANG_SAUDARA",
            "PEMBERONTAKAN",
            "PEREBUTAN_KEKUASAAN",
            "PERANG",
            "TERORISME",
            "KRISIS_MONETER",
            "KEAMANAN_TIDAK_MEMUNGKINKAN",
        ),
    ),
    purposes=(VERIFICATION, ADMINISTRATION),
    amendment=AmendmentRule(first_day="Pasal 15 ayat (3)"),
    element_version="SIGTK-1",
    element_lists=(DATA_ASN, PENGANUGERAHAN),
    rights=(
        _exchange("ambilDataAsn", Side.BKN, "Pasal 4 ayat (1) huruf b; Pasal 5 ayat (2) huruf b"),
        _exchange("ambilReferensi", Side.BKN, "Pasal 4 ayat (1) huruf c; Pasal 5 ayat (2) huruf c"),
        _exchange("kirimReferensi", Side.BKN, "Pasal 4 ayat (1) huruf c; Pasal 5 ayat (2) huruf c"),
        _exchange("kirimPenganugerahan", Side.PARTNER, "Pasal 4 ayat (2) huruf b; Pasal 5 ayat (1) huruf b"),
        _exchange(
            "ambilPenganugerahan",
            Side.PARTNER,
            "Pasal 4 ayat (2) huruf a dan huruf b; Pasal 5 ayat (1) huruf a dan huruf b",
        ),
        *common_rights(_COMMON),
    ),
    duties=(
        Duty(
            "PEMANTAUAN_EVALUASI",
            "Pemantauan dan evaluasi pengintegrasian",
            (Side.PARTNER, Side.BKN),
            1,
            12,
            "Pasal 13: paling sedikit 3 kali dalam 3 tahun, dibaca satu kali tiap tahun perjanjian (asumsi)",
            anchor=Anchor.SIGNATURE,
            fulfilled_by=("sampaikanLaporanEvaluasi",),
        ),
    ),
)
