"""5. TL tujuan.

Given data perorangan diminta dengan tujuan pemasaran, When memanggil `verifikasiPeserta`, Then fault
`TUJUAN_TIDAK_SAH` dan kejadian tercatat; `ambilAgregatAsn` dengan tujuan yang sama berhasil.
"""

from datetime import date

import pytest

from adapter.agreements.taspen.terms import MARKETING
from adapter.records.aggregates import aggregate
from clients.errors import RequestRefused
from tests.support.registrants import PEOPLE, registrant
from tests.support.world import World


def test_tl_tujuan(world: World) -> None:
    # Given data perorangan diminta dengan tujuan pemasaran
    taspen = world.taspen()

    # When memanggil verifikasiPeserta
    with pytest.raises(RequestRefused) as refused:
        taspen.verifikasiPeserta(registrant(PEOPLE[0]), kodeTujuan=MARKETING.code)

    # Then fault TUJUAN_TIDAK_SAH
    assert refused.value.kodeGalat == "TUJUAN_TIDAK_SAH"
    # dan kejadian tercatat
    entry = world.entries()[-1]
    assert (entry.operation, entry.purpose, entry.outcome, world.accesses(entry)) == (
        "verifikasiPeserta", MARKETING.code, "TUJUAN_TIDAK_SAH", [],
    )  # fmt: skip

    # ambilAgregatAsn dengan tujuan yang sama berhasil
    aggregate(world.engine, world.vault, date(2026, 10, 31), world.now)
    assert taspen.purpose != MARKETING.code
    assert taspen.ambilAgregatAsn(dimensi=["JENIS_ASN"]).sel
    assert (world.entries()[-1].purpose, world.entries()[-1].outcome) == (MARKETING.code, "BERHASIL")
