"""Notices both ways: told, fetched, confirmed. BKN's window lies ahead, so that it closes nothing today."""

import uuid
from datetime import timedelta

from adapter.clock import WIB, system_clock
from clients.base import PartnerClient
from clients.demo.cast import Cast
from clients.demo.flow import Flow, require


def flows(cast: Cast) -> list[Flow]:
    """Every partner tells BKN of its own system; BKN's operator announces maintenance to all, and they confirm."""
    number = f"BKN-CONTOH-{uuid.uuid4().hex[:8].upper()}"
    return [flow for client in cast.partners for flow in _of(client, cast, number)]


def _of(client: PartnerClient, cast: Cast, number: str) -> list[Flow]:
    return [
        Flow(client.agreement, "sampaikanPemberitahuan", lambda: _tell(client)),
        Flow(client.agreement, "ambilPemberitahuan", lambda: _fetch(client, cast, number), "BKN's maintenance"),
        Flow(client.agreement, "konfirmasiPenerimaan", lambda: _confirm(client, number)),
    ]


def _tell(client: PartnerClient) -> int:
    starts = system_clock() + timedelta(days=7)
    number = f"CONTOH-{uuid.uuid4().hex[:8].upper()}"
    told = {"sistem": client.agreement.code, "mulai": starts, "perkiraanSelesai": starts + timedelta(hours=4)}
    for known in (False, True):
        answer = client.sampaikanPemberitahuan(number, "PERBAIKAN", "Contoh: perbaikan rutin", **told)  # type: ignore[arg-type] # each of its own type
        require(answer.sudahAda is known, f"sudahAda is {answer.sudahAda}")
    return 1


def _fetch(client: PartnerClient, cast: Cast, number: str) -> int:
    starts = (system_clock() + timedelta(days=14)).astimezone(WIB)
    seen = {notice.idPemberitahuan for notice in client.semua_pemberitahuan()}
    if number not in seen:
        cast.stage.jembatan(
            "notice", "send", number, "--to-all", "--kind", "PERBAIKAN", "--system", "SIASN",
            "--from", f"{starts:%Y-%m-%dT%H:%M}", "--until", f"{starts + timedelta(hours=4):%Y-%m-%dT%H:%M}",
            "--text", "Contoh: perbaikan API SIASN",
        )  # fmt: skip
    waiting = list(client.semua_pemberitahuan(belumDikonfirmasi=True))
    require(number in {notice.idPemberitahuan for notice in waiting}, "BKN's notice is not there")
    return len(waiting)


def _confirm(client: PartnerClient, number: str) -> int:
    client.konfirmasiPenerimaan(number, "SISTEM")
    waiting = {notice.idPemberitahuan for notice in client.semua_pemberitahuan(belumDikonfirmasi=True)}
    require(number not in waiting, "the confirmed notice still waits")
    return 1
