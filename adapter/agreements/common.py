"""The rights that every agreement gives in LayananKerjaSama, each under that agreement's own article."""

from dataclasses import dataclass, fields

from adapter.agreements.terms import ADMINISTRATION, OperationClass, Right, Side

_ALWAYS = ("term", "contacts", "notices", "force_majeure", "ending", "addenda", "usage", "incidents", "duties")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonArticles:
    """Under which article an agreement carries each group of shared operations; "asumsi: ..." where it is silent."""

    term: str
    contacts: str
    notices: str
    force_majeure: str
    ending: str
    addenda: str
    minutes: str
    reports: str
    usage: str
    incidents: str
    duties: str
    reconciliation: str


OPERATIONS: dict[str, tuple[str, ...]] = {
    "term": ("cekStatusPerjanjian", "ambilDaftarElemen"),
    "contacts": ("ambilNarahubung", "perbaruiNarahubung"),
    "notices": ("sampaikanPemberitahuan", "ambilPemberitahuan", "konfirmasiPenerimaan"),
    "force_majeure": ("sampaikanKeadaanKahar", "tanggapiKeadaanKahar", "akhiriKeadaanKahar"),
    "ending": ("ajukanPerpanjangan", "ajukanPengakhiran", "tanggapiPengakhiran"),
    "addenda": ("ajukanAdendum", "setujuiAdendum", "ajukanPermintaanDataTambahan"),
    "minutes": ("sampaikanBeritaAcara", "tandaTanganiBeritaAcara", "ambilBeritaAcara"),
    "reports": ("sampaikanLaporanPemanfaatan", "sampaikanLaporanEvaluasi", "sampaikanHasilKoordinasi"),
    "usage": ("ambilLogPemanfaatan",),
    "incidents": ("laporkanKegagalanPelindungan", "konfirmasiPemusnahan"),
    "duties": ("ambilKalenderKewajiban",),
    "reconciliation": ("ambilSidik",),
}
"""The shared operations, by the article that they rest on (domain: 1.6)."""


def common_rights(articles: CommonArticles) -> tuple[Right, ...]:
    """The rights to all shared operations: minutes and reports close what was begun, others are always open.

    Comparing lists is exchange: after the end there is nothing left to hold.
    """
    return tuple(
        Right(
            operation,
            _class_of(field.name),
            (ADMINISTRATION.code,),
            Side.BKN if operation.startswith(("cek", "ambil")) else Side.PARTNER,
            getattr(articles, field.name),
        )
        for field in fields(articles)
        for operation in OPERATIONS[field.name]
    )


def _class_of(group: str) -> OperationClass:
    if group == "reconciliation":
        return OperationClass.EXCHANGE
    return OperationClass.ALWAYS if group in _ALWAYS else OperationClass.CLOSING_DUTY
