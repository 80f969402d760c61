"""The agreement with KemenPANRB of 9 February 2022. Both its annexes are lost."""

from datetime import date

from adapter.agreements.common import CommonArticles, common_rights
from adapter.agreements.panrb.elements import DATA_MANAJEMEN_ASN, INFORMASI_MANAJEMEN_ASN
from adapter.agreements.terms import (
    ADMINISTRATION,
    Agreement,
    AmendmentRule,
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

POLICY = Purpose(
    "PENYUSUNAN_KEBIJAKAN_ASN",
    "Penyusunan kebijakan nasional manajemen ASN",
    "Pasal 1; Pasal 2",
)


def _exchange(operation: str, giver: Side, source: str) -> Right:
    return Right(operation, OperationClass.EXCHANGE, (POLICY.code,), giver, source)


_COMMON = CommonArticles(
    term="Pasal 6 ayat (1)",
    contacts="Pasal 8 ayat (3)",
    notices="Pasal 8 ayat (1) dan ayat (2)",
    force_majeure="Pasal 10",
    ending="Pasal 6",
    addenda="Pasal 12",
    minutes="asumsi: hasil pemantauan dan evaluasi bersama, Pasal 7",
    reports="Pasal 3 ayat (1) huruf d dan huruf e, ayat (2) huruf b dan huruf d; Pasal 7",
    usage="Pasal 3 ayat (1) huruf c dan ayat (3) huruf c",
    incidents="Pasal 9; UU 27/2022 Pasal 44 dan Pasal 46",
    duties="Pasal 7",
    reconciliation="Pasal 7; cara membandingkan asumsi",
)

AGREEMENT = Agreement(
    code="PANRB",
    partner_code="PANRB",
    title=(
        "Pertukaran dan Pemanfaatan Data dan/atau Informasi Manajemen Aparatur Sipil Negara untuk Mendukung "
        "Penyusunan Kebijakan Nasional"
    ),
    partner=Party(
        "Kementerian Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
        "Sekretaris Kementerian",
        "14/KS.00/2022",
        Contact(
            "Asisten Deputi Percepatan Transformasi Digital Manajemen ASN",
            "(021) 7398381 ext 2051",
            "asdep.transformasidigitalsdma@menpan.go.id",
            "Pasal 8 ayat (1)",
        ),
    ),
    bkn=Party(
        "Badan Kepegawaian Negara",
        "Sekretaris Utama",
        "3/HM.04.01/2022",
        Contact(
            "Direktorat Pengelolaan Data dan Penyajian Informasi Kepegawaian",
            "(021) 8093008 ext 2101",
            "pdpik@bkn.go.id",
            "Pasal 8 ayat (1)",
        ),
    ),
    term=Term(date(2022, 2, 9), date(2022, 2, 9), date(2024, 2, 8), "Pasal 6 ayat (1)"),
    extension_notice=None,
    termination=TerminationRule(
        NoticePeriod("Pasal 6 ayat (2)", months=3), silence=NoticePeriod("Pasal 6 ayat (3)", working_days=14)
    ),
    force_majeure=ForceMajeureRule(
        NoticePeriod("Pasal 10 ayat (2)", calendar_days=14),
        required=("lampiranPernyataan",),
        # Pasal 10 ayat (1) says "meliputi" without "tidak terbatas pada": read as a closed list.
        events=(
            "BENCANA_ALAM",
            "BANJIR",
            "KEBAKARAN",
            "PEMOGOKAN_UMUM",
            "PERANG",
            "WABAH",
            "KERUSUHAN",
            "KEPUTUSAN_PEMERINTAH",
        ),
    ),
    contact_change_notice=NoticePeriod("Pasal 8 ayat (3)", working_days=7),
    purposes=(POLICY, ADMINISTRATION),
    amendment=AmendmentRule(team="Pasal 4 ayat (1) sampai ayat (3)"),
    element_version="PANRB-1",
    element_lists=(DATA_MANAJEMEN_ASN, INFORMASI_MANAJEMEN_ASN),
    rights=(
        _exchange("ambilDataManajemenAsn", Side.BKN, "Pasal 3 ayat (1) huruf a dan ayat (4) huruf a"),
        _exchange("kirimInformasiManajemenAsn", Side.PARTNER, "Pasal 3 ayat (2) huruf a dan ayat (3) huruf a"),
        _exchange("ambilInformasiManajemenAsn", Side.PARTNER, "Pasal 3 ayat (3) huruf a"),
        *common_rights(_COMMON),
    ),
    duties=(
        Duty(
            "PEMANTAUAN_EVALUASI",
            "Pemantauan dan evaluasi, paling sedikit dua kali setahun",
            (Side.PARTNER, Side.BKN),
            1,
            6,
            "Pasal 7",
            fulfilled_by=("sampaikanLaporanEvaluasi",),
        ),
    ),
)
