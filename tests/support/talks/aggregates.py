"""The insurer asks for counts, well and badly."""

from contextlib import suppress

from adapter.errors import OperatorError
from adapter.records.aggregates import aggregate, last_month_end
from clients.errors import ClientError
from tests.support.world import World


def talk(world: World, **how: object) -> None:
    with suppress(OperatorError):  # counted already, where the world has been talked to before
        aggregate(world.engine, world.vault, last_month_end(world.now.date()), world.now)
    client = world.taspen(**how)
    client.ambilAgregatAsn()
    client.ambilAgregatAsn(dimensi=["PROVINSI", "GOLONGAN", "KELOMPOK_UMUR", "JENIS_ASN"])
    with suppress(ClientError):
        client.ambilAgregatAsn(bulan="1999-01", dimensi=["PROVINSI", "KABUPATEN_KOTA"])
