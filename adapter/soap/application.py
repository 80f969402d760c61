"""Spyne, reduced to what it is good at: it finds the operation, reads the request, and writes the answer.

Messages come in verified and go out to be signed, so no transport of spyne's is used, and no event: an
exception in one would send an unsigned success (spyne: 4.3). `carry` is the whole interface.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from lxml import etree
from spyne import MethodContext
from spyne.application import Application
from spyne.decorator import rpc
from spyne.error import ValidationError
from spyne.interface.wsdl import Wsdl11
from spyne.protocol.soap import Soap11
from spyne.server import ServerBase
from spyne.service import Service as SpyneService

from adapter.agreements.operation import Operation, Service
from adapter.agreements.structures import Galat
from adapter.agreements.types import SHARED_NAMESPACE
from adapter.errors import JembatanError
from adapter.security import VerifiedMessage
from adapter.soap.lexical import SPACE, read_date, read_instant, read_integer
from adapter.soap.models import ModelMaker, reader

logging.getLogger("spyne.application.server").setLevel(logging.CRITICAL)

SHARED_PREFIX = "pks"
T = TypeVar("T")


class SpyneFailed(JembatanError):
    """Spyne refused what the contract had accepted: a fault of this program, never of the partner."""


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

    def integer_from_bytes(self, cls: type, string: str) -> int:  # noqa: ARG002 - spyne's signature
        """A number, however many zeros it begins with."""
        return _read(read_integer, string)

    def date_from_unicode_iso(self, cls: type, string: str) -> date:  # noqa: ARG002 - spyne's signature
        """A day, as XSD writes it."""
        return _read(read_date, string)

    def datetime_from_unicode_iso(self, cls: type, string: str) -> datetime:  # noqa: ARG002 - spyne's signature
        """An instant, as XSD writes it: spyne would take -03:30 for -02:30."""
        return _read(read_instant, string)


def _read(read: Callable[[str], T], string: str) -> T:
    try:
        return read(string.strip(SPACE))
    except ValueError:
        raise ValidationError(None) from None


class _Server(ServerBase):
    transport = "http://schemas.xmlsoap.org/soap/http"


@dataclass(slots=True)
class _Turn:
    """What goes through spyne with one call: how to carry it out, and what that raised."""

    conduct: Conduct
    error: Exception | None = None


class SpyneApplication:
    """The spyne application of one service."""

    def __init__(self, service: Service) -> None:
        """Make the models and the methods of `service`."""
        maker = ModelMaker(service.namespace)
        methods = {operation.name: _method(operation, maker) for operation in service.operations}
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
        context.in_document, context.udc = body, _Turn(conduct)
        (context,) = self._server.generate_contexts(context)
        for step in (self._server.get_in_object, self._server.get_out_object):
            if context.in_error is not None:
                raise SpyneFailed(f"spyne could not read {etree.QName(body).localname}")
            step(context)
        if context.udc.error is not None:
            raise context.udc.error
        if context.out_error is not None:
            raise SpyneFailed(f"spyne could not carry out {etree.QName(body).localname}")
        self._application.out_protocol.serialize(context, Soap11.RESPONSE)
        answer: etree._Element = context.out_body_doc[0]
        return answer


def _method(operation: Operation, maker: ModelMaker) -> Any:  # noqa: ANN401 - spyne has no types
    read = reader(operation.request)

    def method(context: MethodContext, request: Any) -> Any:  # noqa: ANN401 - spyne has no types
        # Spyne would log the exception with its values, and turn it into a fault of its own.
        try:
            return context.udc.conduct(operation, read(request))
        except Exception as error:  # noqa: BLE001 - kept, and raised again in `carry`
            context.udc.error = error
            return None

    method.__name__ = operation.name
    declare = rpc(maker.complex(operation.request), _returns=maker.complex(operation.answer), _body_style="bare")
    return declare(method)
