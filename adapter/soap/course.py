"""What a server is made of, and what is known of one call while it goes its way."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Engine

from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.clock import Clock
from adapter.errors import Replayed, StoreUnavailable
from adapter.journal.strangers import Strangers
from adapter.records.vault import Vault
from adapter.registry.admission import Admission
from adapter.registry.catalogue import Catalogue
from adapter.registry.signers import Signers
from adapter.security import Signer, VerifiedMessage
from adapter.security.addressing import Addressing
from adapter.security.certificate import parse_certificate
from adapter.security.revocation import Revocation
from adapter.soap.guard import Request

SUCCESS = "BERHASIL"
REPEATED = "ULANGAN"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a server is made of, shared by all its services and threads."""

    engine: Engine
    vault: Vault
    signer: Signer
    clock: Clock
    catalogue: Catalogue
    strangers: Strangers = field(default_factory=Strangers)
    revocation: Revocation | None = None

    @property
    def signers(self) -> Signers:
        """Who may sign requests."""
        return Signers(self.catalogue, parse_certificate(self.signer.certificate), self.revocation)


@dataclass(slots=True)
class Course:
    """What is known of one call so far. It is filled in on the way; the journal and the log are written from it."""

    request: Request
    received_at: datetime
    correlation_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    version: str = ""
    signs_for: Sequence[str] = ()
    signer: bytes | None = None
    signature_value: str = ""
    verified: VerifiedMessage | None = None
    addressing: Addressing | None = None
    operation: str | None = None
    message_id: str | None = None
    agreement_number: str | None = None
    agreement: str | None = None
    heading: Kepala | None = None
    admission: Admission | None = None
    answer_heading: KepalaJawaban | None = None
    touched: dict[bytes, None] = field(default_factory=dict)
    outcome: str = SUCCESS
    error: Exception | None = None
    written_down: bool = False

    @property
    def proven(self) -> bool:
        """Whether the request's signature held, and was not here before."""
        return self.verified is not None and not isinstance(self.error, Replayed)

    @property
    def accepted(self) -> VerifiedMessage | None:
        """The message, where its replay key is in the database now."""
        return None if not self.proven or isinstance(self.error, StoreUnavailable) else self.verified

    @property
    def message(self) -> VerifiedMessage:
        """The message, once it has come through step 2; before that it is a programming error to ask."""
        if self.verified is None:
            raise TypeError("an unverified message must not come this far")
        return self.verified


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over HTTP, and the course that led to it."""

    status: int
    raw: bytes
    course: Course
