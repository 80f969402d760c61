"""Every operation of the catalogue on the command line: what it asks as JSON, what it answers as JSON.

    python -m clients.bpjs operasi                              which there are
    python -m clients.bpjs panggil ambilMutasi --contoh         what it asks
    python -m clients.bpjs panggil ambilMutasi --isi minta.json

The heading is made here; the JSON is the rest of the request, named as on the wire.
"""

import json
from dataclasses import dataclass
from typing import Any, TextIO

from adapter.agreements.fields import members
from adapter.agreements.operation import Operation, Service
from adapter.agreements.terms import OperationClass, Right
from adapter.agreements.types import SimpleType
from adapter.registry.catalogue import load_agreements
from clients.caller import Caller
from clients.errors import ClientError
from clients.jsonl import from_object

_HEADING = "kepala"


@dataclass(frozen=True, slots=True)
class Offered:
    """An operation that a client may call, its service, and the purpose that it serves first of all."""

    operation: Operation
    service: Service
    purpose: str


def offered_to(client: type[Caller]) -> dict[str, Offered]:
    """The operations that the client's agreement gives a right to, on the side that it calls, by name."""
    agreement = client.agreement
    own = (one for one in load_agreements().everything if one.agreement and one.agreement.code == agreement.code)
    shared = (one for one in load_agreements().everything if one.agreement is None)
    services = [*(service for service in own if service.host is client.host), *shared]
    return {
        operation.name: Offered(operation, service, right.purposes[0])
        for service in services
        for operation in service.operations
        if (right := agreement.right_to(operation.name)) is not None and _is_hosts(client, service, right)
    }


def _is_hosts(client: type[Caller], service: Service, right: Right) -> bool:
    """Whether the host has what the operation gives: shared operations are at both ends, reference codes at BKN's."""
    shared_exchange = service.agreement is None and right.operation_class is OperationClass.EXCHANGE
    return not shared_exchange or right.giver is client.host


def call(
    client: Caller, name: str, asked: dict[str, Any], *, purpose: str | None = None, message_id: str | None = None
) -> Any:  # noqa: ANN401 - the answer's own class
    """Send the operation `name`; `asked` is the request without its heading. As `Caller.send`, and ClientError."""
    offered = offered_to(type(client)).get(name)
    if offered is None:
        raise ClientError(f"{name}: bukan operasi perjanjian {client.agreement.code}; lihat perintah operasi")
    heading = client.kepala(message_id=message_id, purpose=purpose or offered.purpose)
    operation = offered.operation
    try:
        request: Any = from_object(operation.request, asked, **{_HEADING: heading})
    except (ValueError, TypeError, AttributeError) as error:
        raise ClientError(f"{name}: isi permintaan tidak sesuai ({error}); lihat --contoh") from error
    return client.send(request, operation.answer, service=offered.service.name)


def example_of(client: type[Caller], name: str) -> dict[str, Any]:
    """What the operation `name` asks, as JSON with a word on each element in place of its value. Raises ClientError."""
    offered = offered_to(client).get(name)
    if offered is None:
        raise ClientError(f"{name}: bukan operasi perjanjian {client.agreement.code}; lihat perintah operasi")
    return _example(offered.operation.request)


def _example(message: type) -> dict[str, Any]:
    return {
        member.name: [_word(member.type, member.element.doc)]
        if member.repeated
        else _word(member.type, member.element.doc if member.least else f"{member.element.doc} (boleh tidak ada)")
        for member in members(message)
        if member.name != _HEADING
    }


def _word(kind: SimpleType | type, doc: str) -> Any:  # noqa: ANN401 - JSON
    if isinstance(kind, SimpleType):
        return f"{doc}: {' | '.join(kind.values)}" if kind.values else doc
    return _example(kind)


def read_asked(source: TextIO) -> dict[str, Any]:
    """The request from a file. Raises ClientError."""
    try:
        asked = json.load(source)
    except (ValueError, RecursionError) as error:
        raise ClientError(f"{source.name}: bukan JSON ({error})") from error
    if not isinstance(asked, dict):
        raise ClientError(f"{source.name}: harus satu objek JSON")
    return asked
