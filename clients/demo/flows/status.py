"""How agreements stand: refused before an extension is recorded, in force after it."""

from clients.base import PartnerClient
from clients.bpjs import BpjsClient
from clients.demo.cast import Cast
from clients.demo.flow import Flow, refused, require


def before_extension(bpjs: BpjsClient) -> list[Flow]:
    """The agreement ended in 2021, and is refused by default."""
    return [
        Flow(
            bpjs.agreement,
            "ambilDataPegawai",
            lambda: refused(bpjs.ambilDataPegawai, "PERJANJIAN_BERAKHIR"),
            "refused: PERJANJIAN_BERAKHIR",
        ),
        Flow(
            bpjs.agreement, "cekStatusPerjanjian", lambda: _status(bpjs, "BERAKHIR"), "answered all the same: BERAKHIR"
        ),
    ]


def _of(client: PartnerClient) -> list[Flow]:
    return [
        Flow(client.agreement, "cekStatusPerjanjian", lambda: _status(client, "BERLAKU"), "BERLAKU, by example"),
        Flow(
            client.agreement, "ambilDaftarElemen", lambda: sum(len(d.elemen) for d in client.ambilDaftarElemen().daftar)
        ),
        Flow(client.agreement, "ambilNarahubung", lambda: len(client.ambilNarahubung().narahubung)),
    ]


def flows(cast: Cast) -> list[Flow]:
    """What every partner may ask about its own agreement."""
    return [flow for client in cast.partners for flow in _of(client)]


def _status(client: PartnerClient, expected: str) -> int:
    found = client.cekStatusPerjanjian().status
    require(found == expected, f"the status is {found}, not {expected}")
    return 1
