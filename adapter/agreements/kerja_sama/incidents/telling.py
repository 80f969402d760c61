"""An incident on the wire, for the party that is told of it."""

from adapter.agreements.kerja_sama.incidents.messages import InsidenPelindungan
from adapter.agreements.operation import Call
from adapter.clock import WIB
from adapter.journal import incidents
from adapter.journal.papers import Incident


def told_incident(call: Call, incident: Incident) -> InsidenPelindungan:
    """With the numbers of the people whom it touches: the data of those that the told party gave."""
    failure = incidents.failure_of(call.vault, incident)
    return InsidenPelindungan(
        nomorInsiden=incident.number,
        waktuKejadian=failure.happened_at.astimezone(WIB),
        waktuDiketahui=failure.known_at.astimezone(WIB),
        batasWaktu=incidents.deadline(incident).astimezone(WIB),
        uraianData=failure.data,
        kronologi=failure.how,
        penanganan=failure.handling,
        subjekTerdampak=failure.subjects,
    )
