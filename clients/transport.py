"""The wire of a client: signs what zeep has written, and lets nobody read but what BKN has signed in answer.

zeep's own signature plug-in accepts wrapped messages and cannot read a fault (spyne: 1.6), so none of it is
used. What is read is the verified tree; zeep by itself gets it printed anew, never the bytes that came.
"""

import time
from collections.abc import Callable
from datetime import datetime
from email.message import Message
from functools import partial
from typing import Any

import requests
from lxml import etree
from urllib3.exceptions import HTTPError
from zeep.transports import Transport

from adapter.clock import Clock, system_clock
from adapter.security import (
    ANSWER_POLICY,
    Certificate,
    Decrypter,
    SecurityError,
    SecurityPolicy,
    Signer,
    TrustedCertificates,
    VerifiedMessage,
    sign,
    undecipherable,
    verify,
)
from adapter.security.addressing import ANONYMOUS, add_addressing, read_addressing
from adapter.security.errors import ActionMismatch, InvalidAddressingHeader, VersionMismatch
from adapter.security.revocation import Revocation
from clients.errors import AnswerRejected, ClientError, NotReached

_SOAP_TYPES = ("text/xml", "application/soap+xml")
_PATIENCE_SECONDS = 60
_PIECE_BYTES = 64 * 1024

Post = Callable[[str, bytes, dict[str, str]], requests.Response]
"""Carries a request's bytes to an address. Raises requests.RequestException."""


def post_over_http(
    address: str, raw: bytes, headers: dict[str, str], *, patience: float = _PATIENCE_SECONDS
) -> requests.Response:
    """Send over HTTP or HTTPS; redirects are not followed, and no more is read than an answer may have.

    `patience` is how many seconds a silence may last; the whole answer may take twice that.
    """
    response = _session.post(address, data=raw, headers=headers, timeout=patience, allow_redirects=False, stream=True)
    with response:
        response._content = _read(response, patience)
    return response


def post_within(patience: float) -> Post:
    """As `post_over_http`, with a patience of so many seconds: for Connection's `post`."""
    return partial(post_over_http, patience=patience)


def _read(response: requests.Response, patience: float) -> bytes:
    read = bytearray()
    until = time.monotonic() + 2 * patience
    # What is there, not whole pieces: the time-out is for each silence, and a byte a minute breaks every one of them.
    while piece := _piece(response):
        read += piece
        if time.monotonic() > until:
            raise requests.exceptions.ReadTimeout("the answer does not come to an end")
        if len(read) > ANSWER_POLICY.max_bytes:
            raise requests.exceptions.ContentDecodingError("the answer is longer than any may be")
    return bytes(read)


def _piece(response: requests.Response) -> bytes:
    try:
        piece: bytes = response.raw.read1(_PIECE_BYTES, decode_content=True)
    except HTTPError as error:
        raise requests.exceptions.ConnectionError(str(error)) from error
    return piece


_session = requests.Session()


class VerifiedResponse(requests.Response):
    """An answer whose signature holds: `verified` is what was verified, and the content is that, printed."""

    def __init__(self, response: requests.Response, verified: VerifiedMessage) -> None:
        """Take the status and the headers of `response`, and nothing else."""
        super().__init__()
        self.status_code, self.headers = response.status_code, response.headers
        self.verified = verified

    @property
    def content(self) -> bytes:
        """The verified tree, printed for whoever asks: our own clients do not."""
        return etree.tostring(self.verified.envelope.root)


class SignedTransport(Transport):
    """Takes the place of zeep's transport. `trusted` are BKN's certificates.

    With `decrypter` requests are encrypted for the first of them, and answers must be encrypted for us.
    """

    def __init__(  # noqa: PLR0913 - the parts of a Connection
        self,
        signer: Signer,
        trusted: TrustedCertificates,
        *,
        post: Post = post_over_http,
        clock: Clock = system_clock,
        addressing: bool = False,
        revocation: Revocation | None = None,
        decrypter: Decrypter | None = None,
        policy: SecurityPolicy = ANSWER_POLICY,
        confirms: Callable[[], str] | None = None,
    ) -> None:
        """`post` carries the bytes: over HTTP, or in tests straight into the application.

        With `confirms`, `post` brings an answer to a request that was signed before, with this SignatureValue.

        With `revocation`, made with the authority that issued BKN's certificates, those it has revoked do not count.
        """
        super().__init__()
        self._signer = signer
        self._trusted = trusted
        self._post = post
        self._clock = clock
        self._addressing = addressing
        self._revocation = revocation
        self._decrypter = decrypter
        self._policy = policy
        self._confirms = confirms

    def post_xml(self, address: str, envelope: etree._Element, headers: dict[str, str]) -> VerifiedResponse:
        """Sign and send a request; give its verified answer. Raises NotReached, AnswerRejected or ClientError."""
        message_id = add_addressing(envelope, action=_action(headers), to=address) if self._addressing else None
        now = self._clock()
        signed = sign(envelope, self._signer, now, encrypt_for=self._recipient(now))
        try:
            response = self._post(address, signed.raw, headers)
        except requests.RequestException as error:
            raise NotReached(f"{address}: no answer ({type(error).__name__}); is the server up?") from error
        _require_soap(address, response)
        try:
            verified = verify(
                response.content,
                self._trust,
                self._clock(),
                find=self._trusted.find,
                confirms=self._confirms() if self._confirms is not None else signed.signature_value,
                decrypter=self._decrypter,
                policy=self._policy,
            )
            if verified.envelope.version != etree.QName(envelope).namespace:
                raise VersionMismatch("the answer is in another SOAP version than the request")
            self._require_encrypted(verified)
            _require_one_way(verified, message_id)
        except SecurityError as error:
            raise AnswerRejected(f"{address}: the answer is not accepted, {type(error).__name__}: {error}") from error
        return VerifiedResponse(response, verified)

    def _trust(self, certificate: Certificate) -> None:
        self._trusted.require(certificate)
        if self._revocation is not None:
            self._revocation.require_good(certificate.parsed, self._clock())

    def _recipient(self, now: datetime) -> Certificate | None:
        if self._decrypter is None:
            return None
        try:
            recipient = self._trusted.recipient(now)
            self._trust(recipient)
            return recipient
        except SecurityError as error:
            raise ClientError(f"requests cannot be encrypted for BKN: {error}") from error

    def _require_encrypted(self, answer: VerifiedMessage) -> None:
        # A fault comes in clear: BKN may not know for whom to encrypt it, and it holds no personal data.
        fault = f"{{{answer.envelope.version}}}Fault"
        if self._decrypter is not None and answer.decrypted is None and answer.body.tag != fault:
            raise undecipherable()

    def load(self, url: Any) -> Any:  # noqa: ANN401 - zeep's signature
        """Read the contract from a file only: an address in it must not come from an unsigned download."""
        if str(url).startswith(("http:", "https:")):
            raise NotReached(f"{url}: a contract is not fetched over the network")
        return super().load(url)


def _action(headers: dict[str, str]) -> str:
    """The action that zeep has put into SOAPAction, or into the content type in SOAP 1.2."""
    content_type = Message()
    content_type["Content-Type"] = headers.get("Content-Type", "")
    return headers.get("SOAPAction", "").strip('"') or str(content_type.get_param("action", ""))


def _require_one_way(answer: VerifiedMessage, message_id: str | None) -> None:
    """What an answer says of its way: it relates to the request, goes back to us, and is what its Body is.

    wsa:RelatesTo stands exactly where the request had a wsa:MessageID.
    """
    addressing = read_addressing(answer.envelope)
    related = addressing.relates_to if addressing is not None else ()
    if related != (() if message_id is None else (message_id,)):
        raise InvalidAddressingHeader("wsa:RelatesTo is not of this request")
    if addressing is None:
        return
    if addressing.to != ANONYMOUS:
        raise InvalidAddressingHeader("wsa:To is not where the answer came")
    if not _names(addressing.action, answer):
        raise ActionMismatch("wsa:Action and the Body name different answers")


def _names(action: str, answer: VerifiedMessage) -> bool:
    """Whether a wsa:Action is that of the Body (WS-Addressing Metadata, 4.4.4): a fault, or an element by its name.

    Stacks name faults in their own ways (WCF: .../dispatcher/fault, Spring-WS: ...Fault), which all say so at the end.
    """
    body = etree.QName(answer.body)
    if body == etree.QName(answer.envelope.version, "Fault"):
        return action.lower().endswith("fault") or ":Fault:" in action
    return action.startswith(f"{body.namespace}:") and action.endswith(f":{body.localname}")


def _require_soap(address: str, response: requests.Response) -> None:
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip()
    if content_type not in _SOAP_TYPES:
        raise NotReached(
            f"{address}: HTTP {response.status_code} and no SOAP message; is this the address of a service?"
        )
