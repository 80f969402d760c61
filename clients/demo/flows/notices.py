"""Notices both ways, at each host: told, fetched, confirmed. Windows lie ahead: they close nothing today."""

import uuid
from datetime import timedelta
from functools import partial

from adapter.clock import WIB, system_clock
from clients.base import PartnerClient
from clients.demo.cast import Cast
from clients.demo.flow import Flow, require
from clients.demo.stage import Stage


def flows(cast: Cast) -> list[Flow]:
    """Every partner at BKN's host; then BKN at the hosts of partners."""
    number = f"CONTOH-{uuid.uuid4().hex[:8].upper()}"
    own = [flow for client in cast.partners for flow in _of(client, cast.stage, number)]
    return own + [
        flow for client in cast.bkn for flow in _of(client, cast.hosts[client.agreement.code], number, "BKN asks")
    ]


def _of(client: PartnerClient, host: Stage, number: str, remark: str = "") -> list[Flow]:
    return [
        Flow(client.agreement, "sampaikanPemberitahuan", partial(_tell, client), remark or "maintenance in a week"),
        Flow(client.agreement, "ambilPemberitahuan", partial(_fetch, client, host, number), remark or "told by BKN"),
        Flow(client.agreement, "konfirmasiPenerimaan", partial(_confirm, client, number), remark),
    ]


def _tell(client: PartnerClient) -> int:
    starts = system_clock() + timedelta(days=7)
    number = f"CONTOH-{uuid.uuid4().hex[:8].upper()}"
    for known in (False, True):
        answer = client.sampaikanPemberitahuan(
            number,
            "PERBAIKAN",
            "Contoh: perbaikan rutin",
            sistem=client.agreement.code,
            mulai=starts,
            perkiraanSelesai=starts + timedelta(hours=4),
        )
        require(answer.sudahAda is known, f"sudahAda is {answer.sudahAda}")
    return 1


def _fetch(client: PartnerClient, host: Stage, number: str) -> int:
    """Let the host's operator announce maintenance, unless that was done for another partner, and see it waiting."""
    starts = (system_clock() + timedelta(days=14)).astimezone(WIB)
    if number not in {notice.idPemberitahuan for notice in client.semua_pemberitahuan()}:
        host.jembatan(
            "notice", "send", number, *(["--to-all"] if host.mitra is None else []), "--kind", "PERBAIKAN",
            "--system", "CONTOH", "--from", f"{starts:%Y-%m-%dT%H:%M}",
            "--until", f"{starts + timedelta(hours=4):%Y-%m-%dT%H:%M}", "--text", "Contoh: perbaikan API",
        )  # fmt: skip
    waiting = list(client.semua_pemberitahuan(belumDikonfirmasi=True))
    require(number in {notice.idPemberitahuan for notice in waiting}, "the host's notice is not there")
    return len(waiting)


def _confirm(client: PartnerClient, number: str) -> int:
    client.konfirmasiPenerimaan(number, "SISTEM")
    waiting = {notice.idPemberitahuan for notice in client.semua_pemberitahuan(belumDikonfirmasi=True)}
    require(number not in waiting, "the confirmed notice still waits")
    return 1
