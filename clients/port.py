"""One service as its contract describes it, for calling: zeep's contract, binding, address, envelope and faults.

What stands in the Body, adapter.agreements.wire writes and reads, and the contract's own schema checks: zeep's value
objects of a page of 1 000 employees took 25 times as long.
"""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import zeep
import zeep.wsdl
from lxml import etree

from adapter.agreements.lexical import read_zoned_instant
from adapter.agreements.schema import Schema
from adapter.agreements.wire import read, write
from clients.errors import AnswerUnfit, ClientError
from clients.transport import SignedTransport

Answer = TypeVar("Answer")

_schema = lru_cache(maxsize=32)(Schema)


@lru_cache(maxsize=32)
def _document(contract: bytes) -> zeep.wsdl.Document:
    """What zeep makes of a contract, which every client of a process can share: it takes longer than ten calls."""
    # A contract stands alone; whatever it wanted to load besides would fail for want of a transport.
    document = zeep.wsdl.Document(BytesIO(contract), None)  # type: ignore[arg-type] # zeep wants a class there, it says
    for binding in document.bindings.values():
        for operation in binding.all().values():
            operation.input.body = _Request(operation.input.body.qname)
    return document


class Port:
    """A service of a contract, at an address."""

    def __init__(self, contract: Path, address: str, transport: SignedTransport, *, soap12: bool) -> None:
        """Read the contract. Raises ClientError where it is missing."""
        if not contract.exists():
            raise ClientError(f"{contract}: the contract is not there; make it with `jembatan wsdl export`")
        content = contract.read_bytes()
        document = _document(content)
        # What comes back is the transport's: the verified tree, and no copy of it.
        client = zeep.Client(document, transport=transport, settings=zeep.Settings(raw_response=True))
        name = contract.stem
        port = f"{name}Soap12" if soap12 else name
        bound = next(binding for binding in document.bindings if binding.endswith(f"}}{port}"))
        self._client, self._name = client, contract.name
        self._content, self._namespace = content, etree.QName(bound).namespace or ""
        self._binding: Any = document.bindings[bound]
        self._service = client.create_service(bound, address)

    def envelope(self, request: object) -> etree._Element:
        """The envelope of a request, before anything is signed. Raises ClientError."""
        envelope: etree._Element = self._client.create_message(self._service, _operation(request), request)
        return envelope

    def call(self, request: object, answer: type[Answer]) -> Answer:
        """Send a request and give its verified answer.

        Raises zeep's Fault, ClientError for a request that the contract does not have, AnswerUnfit for an answer.
        """
        name = _operation(request)
        if name not in self._binding.all():
            raise ClientError(f"{name}: {self._name} has no such operation")
        response = getattr(self._service, name)(request)
        operation, body = self._binding.get(name), response.verified.body
        if response.status_code != 200 or etree.QName(body).localname == "Fault":  # noqa: PLR2004 - zeep's own rule
            self._binding.process_error(response.verified.envelope.root, operation)
        return self._read(name, body, operation.output.body.qname.text, answer)

    def _read(self, name: str, body: etree._Element, tag: str, answer: type[Answer]) -> Answer:
        schema = _schema(self._content, self._namespace)
        if body.tag != tag or not schema.accepts(body):
            place = schema.place() if body.tag == tag else str(body.tag)
            raise AnswerUnfit(f"{name}: the answer does not follow the contract at {place[:200]}")
        try:
            return read(answer, body, self._namespace, read_zoned_instant)
        except ValueError as error:
            raise AnswerUnfit(f"{name}: the answer does not follow the contract: {error}") from error


class _Request:
    """Stands where zeep keeps the element of a request's Body, and writes whole messages of ours."""

    def __init__(self, qname: etree.QName) -> None:
        self._qname = qname

    def __call__(self, request: Any) -> Any:  # noqa: ANN401 - any message
        return request

    def render(self, body: etree._Element, request: object) -> None:
        name, namespace = self._qname.localname, self._qname.namespace or ""
        try:
            body.append(write(request, name, namespace, complete=True))
        except ValueError as error:
            raise ClientError(f"{name}: the message does not follow the contract: {error}") from error


def _operation(request: object) -> str:
    name = type(request).__name__
    return name[0].lower() + name[1:]
