"""The insurer asks how many ASN there are; where they are few it is not told."""

from clients.demo.cast import Cast
from clients.demo.flow import Flow, refused, require
from clients.taspen import TaspenClient

_OPERATION = "ambilAgregatAsn"


def flows(cast: Cast) -> list[Flow]:
    """The aggregates of LayananTaspen."""
    client = cast.taspen
    return [
        Flow(client.agreement, _OPERATION, lambda: _kinds(client), "by kind: the parts make the total"),
        Flow(client.agreement, _OPERATION, lambda: _places(client), "by place, grade and age: small cells withheld"),
        Flow(
            client.agreement,
            _OPERATION,
            lambda: refused(lambda: client.ambilAgregatAsn(bulan="1999-01"), "FORMAT_TIDAK_SAH"),
            "a month without data: refused, and told which there are",
        ),
    ]


def _kinds(client: TaspenClient) -> int:
    (total,) = client.ambilAgregatAsn().sel
    kinds = client.ambilAgregatAsn(dimensi=["JENIS_ASN"]).sel
    told, whole = sum(cell.jumlah or 0 for cell in kinds), total.jumlah or 0
    # Among very few people a kind is withheld, and another with it.
    complete = not any(cell.disembunyikan for cell in (total, *kinds))
    require(told == whole if complete else told <= whole, "the kinds do not make the total")
    return len(kinds)


def _places(client: TaspenClient) -> int:
    answer = client.ambilAgregatAsn(dimensi=["PROVINSI", "GOLONGAN", "KELOMPOK_UMUR"])
    small = [cell for cell in answer.sel if cell.jumlah is not None and 0 < cell.jumlah < answer.ambang]
    require(not small, f"{len(small)} small cells were told")
    require(any(cell.disembunyikan for cell in answer.sel), "nothing is withheld, among so few people")
    return len(answer.sel)
