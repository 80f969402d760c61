"""The two-way sync between two processes, each with its own database, and what a reconciliation finds then."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from adapter.agreements.bpjs.elements import KartuPesertaPns
from adapter.agreements.bpjs.terms import AGREEMENT as BPJS
from adapter.agreements.panrb.terms import AGREEMENT as PANRB
from adapter.agreements.sigtk.terms import AGREEMENT as SIGTK
from adapter.agreements.terms import Agreement
from adapter.records.population import nth_person
from clients.demo.cast import Cast
from clients.demo.flow import Flow, require
from clients.demo.flows.bpjs import demo_cards, demo_officials
from clients.demo.stage import Stage
from clients.jsonl import to_line

DONE, DIFFERS = 0, 4
"""Exit statuses of `jembatan sync`."""
_PLANTED = 3


def flows(cast: Cast) -> list[Flow]:
    """Both ends of one agreement, the other partners, and the comparison before and after three are planted."""
    bkn, bpjs = cast.stage, cast.hosts["BPJS"]
    return [
        Flow(BPJS, "kirimDataPegawai", lambda: _sync(bkn, BPJS, "--penuh"), "jembatan sync BPJS --penuh, by BKN"),
        Flow(BPJS, "ambilDataPegawai", lambda: _sync(bpjs, BPJS, "--penuh"), "the same, by BPJS Kesehatan"),
        Flow(BPJS, "ambilMutasi", lambda: _sync(bpjs, BPJS), "jembatan sync BPJS: what has changed since"),
        Flow(SIGTK, "kirimReferensi", lambda: _sync(bkn, SIGTK), "jembatan sync SIGTK, by BKN"),
        Flow(PANRB, "ambilInformasiManajemenAsn", lambda: _sync(bkn, PANRB), "jembatan sync PANRB, by BKN"),
        Flow(BPJS, "ambilSidik", lambda: _differing(bkn, 0), "jembatan sync reconcile BPJS: nothing differs"),
        Flow(BPJS, "ambilSidik", lambda: _plant_and_find(cast), f"{_PLANTED} planted, {_PLANTED} found"),
        Flow(BPJS, "ambilKartuPesertaPns", lambda: _repair(bkn), "reconcile --repair: exchanged, nothing differs"),
    ]


def _sync(stage: Stage, agreement: Agreement, *options: str) -> int:
    """Run a sync to its end; gives the records of its report."""
    said = stage.jembatan("sync", agreement.code, *options, ends=DONE)
    rows = [line.split("\t") for line in said.splitlines() if line.count("\t") == 3]  # noqa: PLR2004 - four columns
    told = [part.split() for row in rows[1:] for part in row[3].split(", ")]
    return sum(int(words[0]) for words in told if words[0].isdigit())


def _differing(stage: Stage, expected: int) -> int:
    """Compare every list of the agreement; gives the records compared."""
    said = stage.jembatan("sync", "reconcile", BPJS.code, ends=DIFFERS if expected else DONE)
    rows = [line.split("\t") for line in said.splitlines()[1:]]
    found = sum(int(number) for row in rows for number in row[3:6])
    require(found == expected, f"{found} differ, {expected} should")
    return sum(int(row[1]) for row in rows)


def _plant_and_find(cast: Cast) -> int:
    """A card number that changes, one that is new, and an official's birthplace: three that only one party has so."""
    cards = demo_cards()
    changed = replace(cards[1], nomorKartuPeserta=nth_person(6000).card)
    numbers = {card.nomorIdentitasPegawai for card in cards}
    people = (person for person in map(nth_person, range(200)) if person.kind == "PNS" and not person.restricted)
    other = next(person for person in people if person.nip not in numbers)
    new = KartuPesertaPns(nomorIdentitasPegawai=other.nip, namaPns=other.name, nomorKartuPeserta=other.card)
    _offer(cast.hosts["BPJS"], "kartuPesertaPns", [changed, new])
    official = replace(demo_officials()[0], tempatLahir="Kota Contoh")
    _offer(cast.hosts["BPJS"], "dataPejabatNegara", [official])
    return _differing(cast.stage, _PLANTED)


def _repair(stage: Stage) -> int:
    said = stage.jembatan("sync", "reconcile", BPJS.code, "--repair", ends=DONE)
    return sum(int(line.split("\t")[1]) for line in said.splitlines() if line.count("\t") > 1 and "here" not in line)


def _offer(stage: Stage, listed: str, records: Sequence[Any]) -> None:
    lines = stage.folder / "planted.jsonl"
    lines.write_text("".join(f"{to_line(record)}\n" for record in records), encoding="utf-8")
    stage.jembatan("offer", listed, str(lines))
