"""A sealed journal, and a hand that writes in its tables as nobody should."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from adapter.journal import anchor, journal
from adapter.journal.sealer import Sealer
from adapter.journal.verifier import Report, Tampered, verify
from adapter.records.database import reading, writing
from adapter.records.vault import Vault
from adapter.security import key_signer
from adapter.security.keys import Identity, thumbprint
from tests.support import certificates


@dataclass
class Journal:
    """BKN's journal in one database, with its anchor. `write` adds entries, `seal` seals them."""

    engine: Engine
    vault: Vault
    now: datetime
    anchor: Path
    identities: list[Identity] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.identities:
            self.identities.append(certificates.good(self.now, "ec", "server"))

    def write(self, count: int = 1, **changes: object) -> None:
        """Settled calls, each with an idPesan and two people touched."""
        for _ in range(count):
            self.now += timedelta(seconds=1)
            name = f"{self.now:%y%m%d%H%M%S}-4000-8000-000000000001"
            with writing(self.engine) as session:
                journal.claim_message(session, "BPJS", name, b"c" * 32)
                entry = journal.write(session, self.vault, self.exchange(name, **changes), [b"p" * 32, b"q" * 32])
                journal.settle_message(session, "BPJS", name, entry)

    def exchange(self, name: str, **changes: object) -> journal.Exchange:
        """A call that succeeded."""
        given = {
            "correlation_id": name, "message_id": name, "received_at": self.now, "service": "LayananX",
            "outcome": "BERHASIL", "request": b"<minta/>", "answer": b"<jawab/>", "verified": True,
            "operation": "cek", "agreement": "BPJS", "signer": b"s" * 32, "user": "", "purpose": "PELAYANAN",
            "result_number": "BPJS-1", "element_version": "BPJS-1",
        }  # fmt: skip
        return journal.Exchange(**{**given, **changes})  # type: ignore[arg-type]

    def sealer(self, **changes: object) -> Sealer:
        """With the newest of the server's identities."""
        signer = key_signer(self.identities[-1].key, self.identities[-1].certificate)
        given = {"engine": self.engine, "anchor": self.anchor, "patience": 0.2}
        return Sealer(signer=signer, clock=lambda: self.now, **{**given, **changes})  # type: ignore[arg-type]

    def seal(self) -> int:
        """One round."""
        return self.sealer().seal()

    def verify(self) -> Report:
        """With all the server's certificates, and the anchor."""
        keys = {thumbprint(one.certificate): one.certificate.public_key() for one in self.identities}
        with reading(self.engine) as session:
            return verify(session, keys, anchor.lines(self.anchor), lambda _done: None)

    def verdict(self) -> str:
        """What the verifier says."""
        try:
            self.verify()
        except Tampered as error:
            return str(error)
        return "intact"

    def tamper(self, *statements: str) -> None:
        """As whoever owns the database can: no foreign key holds."""
        plain = self.engine.raw_connection()
        postgres = self.engine.dialect.name == "postgresql"
        off, on = (
            ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT")
            if postgres
            else ("PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON")
        )
        try:
            cursor = plain.cursor()
            for statement in (off, *statements, on):
                cursor.execute(statement)
            plain.commit()
        finally:
            plain.close()

    def blob(self, content: bytes) -> str:
        """An SQL literal."""
        return f"'\\x{content.hex()}'" if self.engine.dialect.name == "postgresql" else f"x'{content.hex()}'"

    def rows(self, table: str) -> list[Sequence[object]]:
        """All of a table, in the order of its first column."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1")]  # noqa: S608 - ours
