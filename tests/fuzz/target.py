"""What the fuzzer feeds: the pipeline by itself, and a whole call whose Body somebody with a registered key has signed.

The first byte of an input says which. Nothing but a SecurityError may leave the pipeline, and nothing at all a call.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from adapter.clock import WIB
from adapter.security import ANSWER_POLICY, Certificate, SecurityError, SecurityPolicy, sign, verify, wrap
from adapter.security import names as n
from tests.support.forge import CONTENT_TYPES, ENDPOINT
from tests.support.world import World

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=WIB)
"""Every clock's time: an input found today must do the same tomorrow."""


@dataclass(frozen=True)
class AnySignature(SecurityPolicy):
    """Takes every signature value, as a registered partner can make one for whatever it likes."""

    def verify_signature(self, algorithm: str, key: object, signature: bytes, data: bytes) -> None:
        if algorithm not in self.signatures:
            super().verify_signature(algorithm, key, signature, data)


class AnyDigest(AnySignature):
    """Takes every digest too, so that what comes behind the digests is reached."""

    def digest(self, algorithm: str, data: bytes) -> bytes:
        super().digest(algorithm, data)
        return bytes(32)


POLICIES = (ANSWER_POLICY, AnySignature(), AnyDigest())


def everybody(_certificate: Certificate) -> None:
    """Trusts every certificate."""


def run(data: bytes, world: World | None) -> None:
    """One input. With `world`, some inputs are calls; without, all of them are bare messages."""
    mode, raw = (data[0] % 8, data[1:]) if data else (0, b"")
    if mode < 6 or world is None:
        with contextlib.suppress(SecurityError):
            verify(raw, everybody, NOW, policy=POLICIES[mode % 3], confirms="AAAA" if mode % 2 else None)
        return
    version = (n.SOAP11, n.SOAP12)[mode - 6]
    try:
        body = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
        signed = sign(wrap(version, body), world.signer("BPJS"), NOW).raw
    except (etree.XMLSyntaxError, ValueError, SecurityError):
        return  # not even somebody with a key could send this
    answer = world.post(ENDPOINT, signed, {"Content-Type": CONTENT_TYPES[version]})
    assert answer.status_code in (200, 400, 500), answer.status_code
    verify(answer.content, world.trusted.require, NOW, policy=ANSWER_POLICY)
