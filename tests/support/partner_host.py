"""A partner's own end in the same process: its database, its key, what it hosts; it is BKN that calls."""

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, select

from adapter.agreements.offering import offering, place
from adapter.agreements.operation import Offer
from adapter.app import Application
from adapter.journal.models import Entry
from adapter.records.database import open_engine, reading, upgrade, writing
from adapter.records.offered import offer
from adapter.records.vault import Vault
from adapter.registry import enrolled, store
from adapter.soap.course import Parts

if TYPE_CHECKING:
    from tests.support.world import World


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/template.db")
        upgrade(engine)
        engine.dispose()
        return (Path(folder) / "template.db").read_bytes()


def _clear(engine: Engine, folder: Path) -> None:
    engine.dispose()
    shutil.rmtree(folder)


@dataclass(eq=False)
class PartnerHost:
    """The partner `code` of a world. Its database is SQLite, whatever BKN's is: they are two parties."""

    world: "World"
    code: str
    vault: Vault = field(default_factory=lambda: Vault(b"p" * 32, b"q" * 32))

    def __post_init__(self) -> None:
        """Register BKN, and extend by example what has ended, as the world has."""
        catalogue = self.world.catalogue.at_partner(self.code)
        agreement, now = catalogue.agreement(self.code), self.world.now
        with writing(self.engine) as session:
            enrolled.add_certificate(session, agreement, self.world.identities["server"].certificate, now)
            if agreement.term.last_day < now.date():
                first, last = now.date() - timedelta(days=30), now.date() + timedelta(days=335)
                store.record_extension(
                    session, agreement, number="CONTOH-1", first_day=first, last_day=last, note="contoh", now=now
                )

    @cached_property
    def engine(self) -> Engine:
        """The partner's database."""
        folder = Path(tempfile.mkdtemp())
        (folder / "mitra.db").write_bytes(_template())
        engine = open_engine(f"sqlite:///{folder}/mitra.db")
        weakref.finalize(self, _clear, engine, folder)
        return engine

    @property
    def address(self) -> str:
        """Where it is reached; `World.post` knows it."""
        return f"http://{self.code.lower()}.test"

    @cached_property
    def parts(self) -> Parts:
        """What its server is made of."""
        return replace(
            self.world.parts,
            engine=self.engine,
            vault=self.vault,
            signer=self.world.signer(self.code),
            decrypter=self.world.decrypter(self.code),
            catalogue=self.world.catalogue.at_partner(self.code),
        )

    @cached_property
    def application(self) -> Application:
        """The WSGI application, of the same program."""
        return Application(self.parts, self.address)

    def offer(self, one: Offer, records: Sequence[Any], *, remove: bool = False) -> dict[str, int]:
        """Offer records for pulling, as `jembatan offer` does."""
        content = [offering(self.vault, one, record, remove=remove) for record in records]
        with writing(self.engine) as session:
            agreement = self.world.catalogue.agreement(self.code)
            return offer(session, self.vault, place(agreement, one), content, self.world.now)

    def entries(self) -> list[Entry]:
        """The partner's own journal, oldest first."""
        with reading(self.engine) as session:
            session.expire_on_commit = False
            return list(session.scalars(select(Entry).order_by(Entry.id)))
