"""The calendar of duties, as either party sees it: computed anew each time, from what was signed and what happened."""

from datetime import date, timedelta

from adapter.agreements.kerja_sama.duties.messages import (
    AmbilKalenderKewajiban,
    AmbilKalenderKewajibanJawaban,
    Kewajiban,
)
from adapter.agreements.kerja_sama.parties import PARTIES
from adapter.agreements.operation import Call, Operation
from adapter.agreements.terms import Side
from adapter.clock import wib_date
from adapter.duties.calendar import Item, State
from adapter.duties.known import calendar_of
from adapter.errors import ContractViolation, Problem

_AHEAD = timedelta(days=366)


def _ambil_kalender_kewajiban(call: Call, asked: AmbilKalenderKewajiban) -> AmbilKalenderKewajibanJawaban:
    """All periodic duties (domain: C28)."""
    since, ahead = asked.sejak or date.min, wib_date(call.now) + _AHEAD
    until = asked.sampai or (ahead if since <= ahead else date.max)
    if since > until:
        problem = Problem("/ambilKalenderKewajiban/sampai", "FORMAT_TIDAK_SAH", "sampai tidak boleh sebelum sejak")
        raise ContractViolation((problem,))
    host = Side.BKN if call.caller is Side.PARTNER else Side.PARTNER
    found = calendar_of(call.session, call.agreement, call.now, host)
    return AmbilKalenderKewajibanJawaban(
        kepala=call.heading,
        kewajiban=tuple(
            _told(item)
            for item in found
            if item.period.first_day <= until
            and item.period.last_day >= since
            and (item.state is State.LATE or not asked.hanyaTerlambat)
        ),
    )


def _told(item: Item) -> Kewajiban:
    return Kewajiban(
        kode=item.duty.code,
        uraian=item.duty.sentence,
        sumber=item.duty.source,
        pihak=tuple(PARTIES[side] for side in item.duty.owed_by),
        periode=item.period.name,
        tanggalMulai=item.period.first_day,
        tanggalAkhir=item.period.last_day,
        jatuhTempo=item.due,
        status=item.state.value,
        dipenuhiPada=item.done_on,
        bukti=item.evidence or None,
        akibat=item.proposal,
    )


OPERATIONS = (
    Operation(
        "ambilKalenderKewajiban",
        AmbilKalenderKewajiban,
        AmbilKalenderKewajibanJawaban,
        _ambil_kalender_kewajiban,
        "Kewajiban berkala kedua pihak: periode, jatuh tempo, keadaan, dan akibat menurut perjanjian",
    ),
)
