"""The wire that is a folder: what a client sends is kept instead, and what it is answered was kept before.

So a request by file is the very message that would go over HTTP, made by the same client, and its answer is verified
and read by the same client.
"""

from dataclasses import replace
from typing import Any, TypeVar

import requests

from adapter.security import FILE_ANSWER_POLICY, open_envelope
from adapter.security.policy import POLICY
from clients.base import PartnerClient
from clients.sync.site import Line, Recorder, Site

Client = TypeVar("Client", bound=PartnerClient)


class Kept(Exception):
    """The request is in `FileWire.request`."""


class FileWire(Recorder):
    """A `Post` that sends nothing. With `reads` it gives an answer that has come to a request made before."""

    def __init__(self) -> None:
        self.request, self.answer, self.signature = b"", b"", ""

    def writes(self) -> None:
        """From now on requests are kept, each by raising Kept."""
        self.request, self.answer, self.signature = b"", b"", ""

    def reads(self, request: bytes, signature: str, answer: bytes) -> None:
        """From now on a request gets this answer, which must confirm the SignatureValue of `request`."""
        self.request, self.signature, self.answer = request, signature, answer

    def __call__(self, address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:  # noqa: ARG002 - a Post
        """Keep it, or give the answer."""
        if not self.answer:
            self.request = raw
            raise Kept
        response = requests.Response()
        response.status_code = 200
        response.headers["Content-Type"] = "text/xml; charset=utf-8"
        response._content = self.answer
        return response

    @property
    def signature_of_request(self) -> str:
        """The SignatureValue of the request that was kept."""
        return open_envelope(self.request, POLICY.max_bytes, POLICY.max_elements).signature_value or ""


def file_line(site: Site, kind: type[Client]) -> tuple[Line[Client], FileWire]:
    """A client of this kind on a wire of its own. Raises OperatorError, ClientError."""
    agreement = site.catalogue.agreement(kind.agreement.code)
    wire = FileWire()
    connection = replace(
        site.connect(agreement),
        post=wire,
        confirms=lambda: wire.signature,
        policy=FILE_ANSWER_POLICY,
        # What relates an answer to its request is the confirmed signature; nobody routes a file.
        addressing=False,
        soap12=False,
    )
    terms: Any = type(kind.__name__, (kind,), {"agreement": agreement})
    return Line(terms(connection), wire, connection), wire
