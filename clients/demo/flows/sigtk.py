"""SIGTK asks about proposals, and brings honours."""

from datetime import date
from itertools import islice

from adapter.agreements.sigtk.elements import Penganugerahan
from adapter.records.population import nth_person
from clients.demo.cast import Cast
from clients.demo.flow import Flow, refused, require
from clients.sigtk import SigtkClient

_PROPOSAL = "USUL-CONTOH-1"


def flows(cast: Cast) -> list[Flow]:
    """LayananSigtk."""
    return _sigtk(cast.sigtk)


def _sigtk(client: SigtkClient) -> list[Flow]:
    honours = demo_honours()
    revoked = _honour(0, *_proposed()[0], status="DICABUT")
    return [
        Flow(client.agreement, "ambilDataAsn", lambda: _asn(client)),
        Flow(client.agreement, "ambilReferensi", lambda: len(client.ambilReferensi("INSTANSI").referensi)),
        Flow(client.agreement, "kirimPenganugerahan", lambda: _honours(client, honours, "TERSIMPAN")),
        Flow(
            client.agreement,
            "kirimPenganugerahan",
            lambda: _honours(client, honours, "SUDAH_ADA"),
            "sent again: stored once",
        ),
        Flow(
            client.agreement,
            "kirimPenganugerahan",
            lambda: refused(lambda: client.kirimPenganugerahan([revoked]), "KEPPRES_TIDAK_ADA"),
            "revoked without a Keppres: refused",
        ),
    ]


def demo_honours() -> list[Penganugerahan]:
    """Invented honours of invented people."""
    return [_honour(number, nip, name) for number, (nip, name) in enumerate(_proposed())]


def _proposed() -> list[tuple[str, str]]:
    people = (nth_person(index) for index in range(1000))
    active = (person for person in people if person.kind == "PNS" and person.record.job.legal_position == "01")
    return [(person.nip, person.name) for person in islice((p for p in active if not p.restricted), 10)]


def _asn(client: SigtkClient) -> int:
    nips = [nip for nip, _ in _proposed()]
    answer = client.ambilDataAsn(_PROPOSAL, nip=nips)
    require([row.nip for row in answer.asn] == nips, "not the people who were asked for")
    return len(answer.asn)


def _honour(number: int, nip: str, name: str, status: str = "DIANUGERAHKAN") -> Penganugerahan:
    return Penganugerahan(
        idPenganugerahan=f"CONTOH-{number}",
        nomorUsulan=_PROPOSAL,
        nip=nip,
        namaLengkap=name,
        jenis="TANDA_KEHORMATAN",
        kodePenghargaan="SLKS10",
        namaPenghargaan="Satyalancana Karya Satya X Tahun",
        nomorKeppres="1/TK/Tahun 2025",
        tanggalKeppres=date(2025, 8, 1),
        tahun="2025",
        status=status,
    )


def _honours(client: SigtkClient, honours: list[Penganugerahan], expected: str) -> int:
    answer = client.kirimPenganugerahan(honours)
    others = sorted({row.hasil for row in answer.hasil} - {expected})
    require(not others, f"{', '.join(others)} instead of {expected}")
    return answer.jumlahDiterima
