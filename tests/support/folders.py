"""Two parties that lay files for each other: BPJS Kesehatan's end and BKN's in one world, a folder between them."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from adapter.agreements.bpjs.elements import KartuPesertaPns
from adapter.agreements.bpjs.mitra import CARDS, OFFICIALS
from adapter.exchange.file_names import ANSWER, REQUEST
from adapter.exchange.folder import open_folder
from adapter.exchange.runs import DELTA
from adapter.journal.models import Entry
from adapter.records.models import Card, StateOfficial
from adapter.records.population import nth_person
from adapter.soap.file_door import FileDoor
from clients.demo.flows.bpjs import demo_officials
from clients.sync.file_in import TakenIn, take_in
from clients.sync.file_out import WrittenOut, write_out
from clients.sync.site import Site
from tests.support.sites import bkn_site, partner_site
from tests.support.world import ADDRESS, World


def cards(count: int) -> list[KartuPesertaPns]:
    """Cards of invented employees whom BKN has."""
    people = [nth_person(number) for number in range(count * 2)]
    holders = [one for one in people if one.record.job.kind in ("PNS", "CPNS") and not one.restricted][:count]
    return [
        KartuPesertaPns(
            nomorIdentitasPegawai=one.record.identity.nip, namaPns=one.record.identity.name, nomorKartuPeserta=one.card
        )
        for one in holders
    ]


@dataclass
class Exchange:
    """The folder at `path`; what the last command told of each file is in `told`."""

    world: World
    path: Path
    size: int = 10
    told: dict[str, str] = field(default_factory=dict)

    @property
    def bpjs(self) -> Site:
        """The sender's."""
        return partner_site(self.world, "BPJS", size=self.size)

    @property
    def bkn(self) -> Site:
        """The receiver's."""
        return bkn_site(self.world, size=self.size)

    def offer(self, count: int = 25, officials: int = 25) -> None:
        """Have something to push: cards, and the demo's officials."""
        self.world.host("BPJS").offer(CARDS, cards(count))
        self.world.host("BPJS").offer(OFFICIALS, demo_officials()[:officials])

    def write(self, mode: str = DELTA) -> WrittenOut:
        """BPJS Kesehatan writes."""
        self.told.clear()
        agreement = self.bpjs.catalogue.agreement("BPJS")
        with open_folder(self.path) as folder:
            return write_out(self.bpjs, agreement, mode, folder, self.told.__setitem__)

    def write_at_bkn(self, mode: str = DELTA) -> WrittenOut:
        """BKN writes."""
        self.told.clear()
        with open_folder(self.path) as folder:
            return write_out(self.bkn, self.world.catalogue.agreement("BPJS"), mode, folder, self.told.__setitem__)

    def take_at_bkn(self, code: str = "BPJS") -> TakenIn:
        """BKN takes in."""
        self.told.clear()
        agreement = self.world.catalogue.agreement(code)
        door = FileDoor(self.world.parts, agreement, ADDRESS)
        with open_folder(self.path) as folder:
            return take_in(self.bkn, agreement, door, folder, self.told.__setitem__)

    def take_at_bpjs(self) -> TakenIn:
        """BPJS Kesehatan takes in."""
        self.told.clear()
        host = self.world.host("BPJS")
        agreement = host.parts.catalogue.agreement("BPJS")
        door = FileDoor(host.parts, agreement, host.address)
        with open_folder(self.path) as folder:
            return take_in(self.bpjs, agreement, door, folder, self.told.__setitem__)

    def files(self, suffix: str = REQUEST) -> list[Path]:
        """Requests, or answers, in order."""
        return sorted(self.path.glob(f"*{suffix}"))

    @property
    def answers(self) -> list[Path]:
        """The answers, in order."""
        return self.files(ANSWER)

    def stored(self) -> tuple[int, int]:
        """Cards and officials at BKN."""
        with self.world.store() as session:
            return len(session.scalars(select(Card.person_id)).all()), len(
                session.scalars(select(StateOfficial.id)).all()
            )

    def said_at_bkn(self) -> Counter[str]:
        """How often each message succeeded, by BKN's journal."""
        return _successes(self.world.entries())

    def said_at_bpjs(self) -> Counter[str]:
        """The same, by BPJS Kesehatan's."""
        return _successes(self.world.host("BPJS").entries())


def _successes(entries: list[Entry]) -> Counter[str]:
    return Counter(one.message_id or "" for one in entries if one.outcome == "BERHASIL")
