"""Spyne, reduced to what it is good at: it publishes the service, and finds the operation of a request.

Messages come in verified and go out to be signed, so no transport of spyne's is used, and no event: an
exception in one would send an unsigned success (spyne: 4.3). Nor does it read or write them: adapter.agreements.wire
does, fifteen times as fast. `carry` is the whole interface.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree
from spyne import MethodContext
from spyne.application import Application
from spyne.decorator import rpc
from spyne.interface.wsdl import Wsdl11
from spyne.protocol.soap import Soap11
from spyne.server import ServerBase
from spyne.service import Service as SpyneService

from adapter.agreements.operation import Operation, Service
from adapter.agreements.structures import Galat
from adapter.agreements.types import SHARED_NAMESPACE
from adapter.agreements.wire import SHARED_PREFIX, read, write
from adapter.errors import JembatanError
from adapter.security import VerifiedMessage
from adapter.soap.models import ModelMaker

logging.getLogger("spyne.application.server").setLevel(logging.CRITICAL)


class SpyneFailed(JembatanError):
    """Spyne refused what the contract had accepted: a fault of this program, never of the partner."""


class Unreadable(JembatanError):
    """The contract has accepted what nobody can read: a year before 1 or after 9999."""


Conduct = Callable[[Operation, Any], Any]
"""Carries out an operation on its request and gives its answer; raises what adapter.errors knows."""


class _Body(Soap11):
    """Takes the Body's child of a verified tree, whatever the SOAP version around it."""

    def create_in_document(self, ctx: MethodContext, charset: str | None = None) -> None:
        """The tree is there already: nothing is parsed twice."""

    def decompose_incoming_envelope(self, ctx: MethodContext, message: object = None) -> None:  # noqa: ARG002 - spyne's signature
        """Hand over the Body's child as it is; ids and hrefs are never followed (hazards, fact 3)."""
        ctx.in_body_doc = ctx.in_document
        ctx.method_request_string = ctx.in_document.tag

    def deserialize(self, ctx: MethodContext, message: object = None) -> None:  # noqa: ARG002 - spyne's signature
        """Hand it on to the method, which reads it."""
        ctx.in_object = ctx.in_document


class _Server(ServerBase):
    transport = "http://schemas.xmlsoap.org/soap/http"


@dataclass(slots=True)
class _Turn:
    """What goes through spyne with one call: how to carry it out, and what came of it."""

    conduct: Conduct
    answer: etree._Element | None = None
    error: Exception | None = None


class SpyneApplication:
    """The spyne application of one service."""

    def __init__(self, service: Service) -> None:
        """Make the models and the methods of `service`."""
        maker = ModelMaker(service.namespace)
        methods = {operation.name: _method(operation, maker, service.namespace) for operation in service.operations}
        spyne_service = type(service.name, (SpyneService,), {**methods, "__service_name__": service.name})
        protocol = {"validator": None, "parse_xsi_type": False, "polymorphic": False}
        self._application = Application(
            [spyne_service],
            tns=service.namespace,
            name=service.name,
            in_protocol=_Body(**protocol),
            out_protocol=Soap11(**protocol, cleanup_namespaces=True),
            classes=[maker.complex(Galat)],
        )
        # A fixed prefix: spyne's own choice (s0) would depend on what it came across first.
        self._application.interface.prefmap[SHARED_NAMESPACE] = SHARED_PREFIX
        self._application.interface.nsmap[SHARED_PREFIX] = SHARED_NAMESPACE
        self._server = _Server(self._application)

    def wsdl(self, url: str) -> bytes:
        """Spyne's own WSDL, with the address `url`; wsdl.py finishes it."""
        builder = Wsdl11(self._application.interface)
        builder.build_interface_document(url)
        document: bytes = builder.get_interface_document()
        return document

    def carry(self, message: VerifiedMessage, conduct: Conduct) -> etree._Element:
        """Read the request in `message`, which the contract has accepted, let `conduct` answer it, write the answer.

        Gives the child of the answer's Body. Raises whatever `conduct` raises.
        """
        body = message.body
        context = MethodContext(self._server, MethodContext.SERVER)
        turn = _Turn(conduct)
        context.in_document, context.udc = body, turn
        (context,) = self._server.generate_contexts(context)
        for step in (self._server.get_in_object, self._server.get_out_object):
            if context.in_error is not None:
                raise SpyneFailed(f"spyne could not find {etree.QName(body).localname}")
            step(context)
        if turn.error is not None:
            raise turn.error
        if turn.answer is None:
            raise SpyneFailed(f"spyne could not carry out {etree.QName(body).localname}")
        return turn.answer


def _method(operation: Operation, maker: ModelMaker, namespace: str) -> Any:  # noqa: ANN401 - spyne has no types
    def method(context: MethodContext, body: etree._Element) -> None:
        # Spyne would log the exception with its values, and turn it into a fault of its own.
        turn = context.udc
        try:
            answer = turn.conduct(operation, _read(operation, body, namespace))
            turn.answer = write(answer, operation.answer_name, namespace)
        except Exception as error:  # noqa: BLE001 - kept, and raised again in `carry`
            turn.error = error

    method.__name__ = operation.name
    declare = rpc(maker.complex(operation.request), _returns=maker.complex(operation.answer), _body_style="bare")
    return declare(method)


def _read(operation: Operation, body: etree._Element, namespace: str) -> Any:  # noqa: ANN401 - its request class
    try:
        return read(operation.request, body, namespace)
    except ValueError as error:
        raise Unreadable(f"{operation.name} could not be read") from error
