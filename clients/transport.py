"""The wire of a client: signs what zeep has written, and lets zeep read only what BKN has signed in answer.

zeep's own signature plug-in accepts wrapped messages and cannot read a fault (spyne: 1.6), so none of it is
used. zeep parses the verified tree printed anew, never the bytes that came.
"""

from collections.abc import Callable, Collection
from typing import Any

import requests
from lxml import etree
from zeep.transports import Transport

from adapter.clock import Clock, system_clock
from adapter.security import (
    ANSWER_POLICY,
    Certificate,
    FailedAuthentication,
    SecurityError,
    Signer,
    sign,
    verify,
)
from adapter.security.revocation import Revocation
from clients.errors import AnswerRejected, NotReached

_SOAP_TYPES = ("text/xml", "application/soap+xml")
_TIMEOUT_SECONDS = 60
_PIECE_BYTES = 64 * 1024

Post = Callable[[str, bytes, dict[str, str]], requests.Response]
"""Carries a request's bytes to an address. Raises requests.RequestException."""


def post_over_http(address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
    """Send over HTTP or HTTPS; redirects are not followed, and no more is read than an answer may have."""
    response = _session.post(
        address, data=raw, headers=headers, timeout=_TIMEOUT_SECONDS, allow_redirects=False, stream=True
    )
    with response:
        response._content = _read(response)
    return response


def _read(response: requests.Response) -> bytes:
    read = bytearray()
    for piece in response.iter_content(_PIECE_BYTES):
        read += piece
        if len(read) > ANSWER_POLICY.max_bytes:
            raise requests.exceptions.ContentDecodingError("the answer is longer than any may be")
    return bytes(read)


_session = requests.Session()


class SignedTransport(Transport):
    """Takes the place of zeep's transport. `trusted` are the SHA-256 thumbprints of BKN's certificates."""

    def __init__(
        self,
        signer: Signer,
        trusted: Collection[bytes],
        *,
        post: Post = post_over_http,
        clock: Clock = system_clock,
        revocation: Revocation | None = None,
    ) -> None:
        """`post` carries the bytes: over HTTP, or in tests straight into the application.

        With `revocation`, made with the authority that issued BKN's certificates, those it has revoked do not count.
        """
        super().__init__()
        self._signer = signer
        self._trusted = frozenset(trusted)
        self._post = post
        self._clock = clock
        self._revocation = revocation

    def post_xml(self, address: str, envelope: etree._Element, headers: dict[str, str]) -> requests.Response:
        """Sign and send a request; give its verified answer. Raises NotReached or AnswerRejected."""
        signed = sign(envelope, self._signer, self._clock())
        try:
            response = self._post(address, signed.raw, headers)
        except requests.RequestException as error:
            raise NotReached(f"{address}: no answer ({type(error).__name__}); is the server up?") from error
        _require_soap(address, response)
        try:
            verified = verify(
                response.content, self._trust, self._clock(), confirms=signed.signature_value, policy=ANSWER_POLICY
            )
        except SecurityError as error:
            raise AnswerRejected(f"{address}: the answer is not accepted, {type(error).__name__}: {error}") from error
        # What zeep reads is what was verified, not what came over the wire.
        response._content = etree.tostring(verified.envelope.root)
        return response

    def _trust(self, certificate: Certificate) -> None:
        if certificate.thumbprint not in self._trusted:
            raise FailedAuthentication("the answer is not signed by BKN's certificate")
        if self._revocation is not None:
            self._revocation.require_good(certificate.parsed, self._clock())

    def load(self, url: Any) -> Any:  # noqa: ANN401 - zeep's signature
        """Read the contract from a file only: an address in it must not come from an unsigned download."""
        if str(url).startswith(("http:", "https:")):
            raise NotReached(f"{url}: a contract is not fetched over the network")
        return super().load(url)


def _require_soap(address: str, response: requests.Response) -> None:
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip()
    if content_type not in _SOAP_TYPES:
        raise NotReached(
            f"{address}: HTTP {response.status_code} and no SOAP message; is this the address of a service?"
        )
