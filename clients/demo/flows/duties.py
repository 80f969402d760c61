"""The calendar of duties, for every partner."""

from functools import partial

from clients.base import PartnerClient
from clients.demo.cast import Cast
from clients.demo.flow import Flow, require


def flows(cast: Cast) -> list[Flow]:
    """What each partner sees of its own agreement at BKN's host, and BKN at the hosts of partners."""
    everybody = (*((client, "") for client in cast.partners), *((client, "BKN asks") for client in cast.bkn))
    return [
        Flow(client.agreement, "ambilKalenderKewajiban", partial(_calendar, client), remark)
        for client, remark in everybody
    ]


def _calendar(client: PartnerClient) -> int:
    answer = client.ambilKalenderKewajiban()
    found, expected = {one.kode for one in answer.kewajiban}, {duty.code for duty in client.agreement.duties}
    absent = expected - found - {duty.code for duty in client.agreement.duties if duty.arises_from}
    require(not absent, f"duties that are not in the calendar: {', '.join(sorted(absent))}")
    require("PERPANJANGAN" in found, "the last day to ask for an extension is not there")
    return len(answer.kewajiban)
