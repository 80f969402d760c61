"""Terms of a toy."""

from datetime import date

from adapter.agreements.koperasi.elements import ANGGOTA

from adapter.agreements.common import CommonArticles, common_rights
from adapter.agreements.terms import (
    Agreement,
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

_NOTICE = NoticePeriod("Pasal 3 (mainan)", months=1)

AGREEMENT = Agreement(
    code="KOPERASI",
    partner_code="KOPERASI",
    title="Sapaan kepada anggota (mainan)",
    partner=Party("Koperasi Contoh", "Ketua", "1/KOP/2026", None),
    bkn=Party("Badan Kepegawaian Negara", "Sekretaris Utama", "1/HM/2026", None),
    term=Term(date(2026, 1, 1), date(2026, 1, 1), date(2028, 12, 31), "Pasal 2 (mainan)"),
    extension_notice=_NOTICE,
    termination=TerminationRule(_NOTICE),
    force_majeure=ForceMajeureRule(_NOTICE),
    purposes=(Purpose("MENYAPA", "Menyapa anggota", "Pasal 1 (mainan)"),),
    element_version="KOPERASI-1",
    element_lists=(ANGGOTA,),
    rights=(
        Right("sapaAnggota", OperationClass.EXCHANGE, ("MENYAPA",), Side.BKN, "Pasal 1 (mainan)"),
        *common_rights(CommonArticles(**dict.fromkeys(CommonArticles.__slots__, "Pasal 4 (mainan)"))),
    ),
    duties=(),
)
