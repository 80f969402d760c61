"""Incidents on the wire, for the party that is told of them."""

from collections.abc import Sequence

from adapter.agreements.kerja_sama.incidents.messages import InsidenPelindungan
from adapter.agreements.operation import Call
from adapter.clock import WIB
from adapter.journal import incidents
from adapter.journal.papers import Incident

MOST_PEOPLE = 50_000
"""Named in one answer; a client reads 250 000 elements."""


def told_incidents(call: Call, found: Sequence[Incident]) -> tuple[InsidenPelindungan, ...]:
    """With the numbers of the people whom each touches, as far as they fit into one answer."""
    told, left = [], MOST_PEOPLE
    for incident in found:
        whole = incident.subject_count <= left
        told.append(_told(call, incident, whole=whole))
        left -= incident.subject_count if whole else 0
    return tuple(told)


def _told(call: Call, incident: Incident, *, whole: bool) -> InsidenPelindungan:
    failure = incidents.failure_of(call.vault, incident)
    return InsidenPelindungan(
        nomorInsiden=incident.number,
        waktuKejadian=failure.happened_at.astimezone(WIB),
        waktuDiketahui=failure.known_at.astimezone(WIB),
        batasWaktu=incidents.deadline(incident).astimezone(WIB),
        uraianData=failure.data,
        kronologi=failure.how,
        penanganan=failure.handling,
        jumlahSubjek=incident.subject_count,
        subjekTerdampak=failure.subjects if whole else (),
    )
