"""Second opinions on signatures: xmlsec1, which shares no line with us, and signxml, whose XML Signature is its own."""

import os
import shutil
import subprocess
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml import DigestAlgorithm, SignatureConfiguration, SignatureMethod, XMLVerifier
from signxml.algorithms import CanonicalizationMethod, SignatureConstructionMethod
from signxml.signer import SignatureReference, XMLSigner

from adapter.security import names as n
from adapter.security.keys import Identity, write_private_key
from tests.support.forge import Message

LACKS = {
    "signxml": {n.ED25519: "signxml 5 has no EdDSA"},
    "xmlsec1": {
        **dict.fromkeys((n.PSS_SHA256, n.PSS_SHA384, n.PSS_SHA512), "xmlsec1 1.2 has no RSASSA-PSS; 1.3 does"),
        n.ED25519: "xmlsec1 1.2 has no EdDSA",
    },
}
"""What each cannot do at all, and why. A test holds the table to it."""


class Opinion(Protocol):
    """Another XML Signature."""

    def verify(self, raw: bytes, certificate: x509.Certificate) -> None:
        """Raise unless the one signature of the message holds, with the certificate's key."""

    def sign(self, message: Message, identity: Identity) -> bytes:
        """The message with its references, digests and signature value computed anew."""


def opinion_of(name: str, place: Path, now: datetime) -> Opinion:
    """The tool of that name; skips where it is missing, or fails where CI says that it must be there."""
    if name == "signxml":
        return Signxml(now)
    if shutil.which("xmlsec1") is None:
        (pytest.fail if os.environ.get("JEMBATAN_TEST_REQUIRE_XMLSEC1") == "1" else pytest.skip)("no xmlsec1")
    return Xmlsec1(place)


@dataclass(frozen=True)
class Xmlsec1:
    """The program, working on files in `place`."""

    place: Path

    def verify(self, raw: bytes, certificate: x509.Certificate) -> None:
        (self.place / "cert.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
        self._run("--verify", raw, "--pubkey-cert-pem", "cert.pem")

    def sign(self, message: Message, identity: Identity) -> bytes:
        (self.place / "key.pem").unlink(missing_ok=True)
        write_private_key(self.place / "key.pem", identity.key)
        for element in (message.signature_value, *message.root.iter(n.DIGEST_VALUE)):
            element.text = None
        return self._run("--sign", message.raw, "--privkey-pem", "key.pem")

    def _run(self, command: str, raw: bytes, *keys: str) -> bytes:
        (self.place / "message.xml").write_bytes(raw)
        # It must be told which elements have ids; wsu:Id is none by itself.
        ids = {etree.QName(element) for element in etree.fromstring(raw).iter("{*}*") if element.get(n.ID)}
        told = [word for name in ids for word in ("--id-attr:Id", f"{name.namespace}:{name.localname}")]
        words = ["xmlsec1", command, *keys, *told, "message.xml"]
        done = subprocess.run(words, cwd=self.place, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout


@dataclass(frozen=True)
class Signxml:
    """The library; it looks at certificates' days, so it is told the time."""

    now: datetime

    def verify(self, raw: bytes, certificate: x509.Certificate) -> None:
        message = Message(raw)
        expected = SignatureConfiguration(
            location=f"./{message.soap('Header')}/{n.SECURITY}/",
            expect_references=len(message.references),
            signature_methods=frozenset({SignatureMethod(message.signed_info[1].get("Algorithm"))}),
            verification_time=self.now,
        )
        found = XMLVerifier().verify(
            raw,
            x509_cert=certificate,
            id_attribute="Id",
            expect_config=expected,
            # Its schema of XML Signature does not know the PrefixList of exclusive C14N.
            validate_schema=message.root.find(f".//{n.INCLUSIVE_NAMESPACES}") is None,
        )
        # It says what was signed: all that a reader reads, and the certificate that was shown.
        signed = {
            result.signed_xml.tag: result.signed_xml for result in (found if isinstance(found, list) else [found])
        }
        assert signed.keys() >= {message.soap("Body"), n.TIMESTAMP, n.TOKEN}
        assert b64decode(signed[n.TOKEN].text or "") == certificate.public_bytes(Encoding.DER)

    def sign(self, message: Message, identity: Identity) -> bytes:
        info = message.signed_info
        signer = XMLSigner(
            method=SignatureConstructionMethod.detached,
            signature_algorithm=SignatureMethod(info[1].get("Algorithm")),
            digest_algorithm=DigestAlgorithm(info[2].find(n.DIGEST_METHOD).get("Algorithm")),
            c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
        )
        references = [
            SignatureReference(
                one.get("URI"), inclusive_ns_prefixes=_prefixes(one.find(f"{n.TRANSFORMS}/{n.TRANSFORM}"))
            )
            for one in message.references
        ]
        made = signer.sign(
            message.root,
            key=identity.key,
            reference_uri=references,
            key_info=message.signature[-1],
            id_attribute="Id",
            # None for SignedInfo: it is canonicalised before it stands in the message, where those namespaces are.
            inclusive_ns_prefixes=None,
        )
        message.signature.getparent().replace(message.signature, made)
        return message.raw


def _prefixes(method: etree._Element) -> list[str]:
    return (method[0].get("PrefixList") or "").split() if len(method) else []
