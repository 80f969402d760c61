"""5. TL tujuan."""

import pytest

from adapter.agreements.taspen.terms import MARKETING
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
