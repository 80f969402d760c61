"""What a diagnosis says: one verdict for each step of the pipeline, every reference, and the likely causes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from adapter.security.names import DS, WSA, WSSE, WSU

Verdict = Literal["LULUS", "GAGAL", "TIDAK_DIPERIKSA"]
SIGNED_INFO = "SignedInfo"
"""The name under which the canonical SignedInfo is asked for."""
FAULT_PREFIXES = {WSSE: "wsse", WSU: "wsu", WSA: "wsa", None: "soap"}


_LONGEST = 100
ALGORITHM_NAMES = {
    f"{DS}rsa-sha1": "RSA-SHA1",
    f"{DS}sha1": "SHA-1",
    f"{DS}hmac-sha1": "HMAC-SHA1",
    "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1": "ECDSA-SHA1",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step of adapter.security.verify, and what was found there; findings are in Indonesian."""

    number: int
    title: str
    verdict: Verdict
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceCheck:
    """One Reference: the digest that was sent and the one computed here, both in base64, over `canonical`."""

    id: str
    part: str
    algorithm: str
    sent: str
    computed: str
    canonical: bytes

    @property
    def fits(self) -> bool:
        """Whether both digests are the same."""
        return self.sent == self.computed


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a message is not accepted: a code, a sentence and what to do. `proven`: seen, or computed and fits."""

    code: str
    step: int
    sentence: str
    action: str
    proven: bool


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The pipeline's own verdict, and what was found on looking further.

    `fault` is the QName that the server would answer, None for an accepted message; `now` is the instant by which
    the message was judged. `signed_info` is canonical. The replay of a message cannot be seen here.
    """

    fault: str | None
    now: datetime
    steps: tuple[Step, ...]
    references: tuple[ReferenceCheck, ...] = ()
    causes: tuple[Cause, ...] = ()
    signed_info: bytes | None = None

    @property
    def accepted(self) -> bool:
        """Whether the pipeline accepts the message."""
        return self.fault is None

    def canonical(self, name: str) -> bytes | None:
        """The canonical bytes of a reference (by its id) or of SignedInfo; None where there are none."""
        return dict(self._canonical()).get(name.removeprefix("#"))

    def _canonical(self) -> Iterator[tuple[str, bytes | None]]:
        yield SIGNED_INFO, self.signed_info
        yield from ((reference.id, reference.canonical) for reference in self.references)


def short(value: object) -> str:
    """A value of the message as it may stand in a sentence: on one line and not long."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
