"""What says where a request goes must agree: SOAPAction, wsa:Action, wsa:To, and the element in the Body."""

from urllib.parse import urlsplit

from adapter.agreements.operation import Operation, Service
from adapter.security.addressing import ANONYMOUS, Addressing
from adapter.security.errors import ActionMismatch, InvalidAddressingHeader
from adapter.security.names import WSA
from adapter.soap.wsdl import FAULT, action

_PORTS = {"http": 80, "https": 443}


def require_agreement(
    service: Service, operation: Operation | None, own_address: str, http_action: str, addressing: Addressing | None
) -> None:
    """Refuse a request that says two things of where it goes.

    `http_action` is what HTTP says: SOAPAction, or in SOAP 1.2 the action of the content type; "" says nothing. HTTP is
    not signed, but firewalls and dispatchers go by it. Raises ActionMismatch or InvalidAddressingHeader. An operation
    that is not known is left to the contract.
    """
    if addressing is not None and addressing.to != ANONYMOUS and _place(addressing.to) != _place(own_address):
        raise InvalidAddressingHeader("wsa:To is the address of another service")
    if operation is None:
        return
    expected = action(service, operation)
    if http_action not in ("", expected):
        raise ActionMismatch("SOAPAction and the Body name different operations")
    if addressing is not None and addressing.action != expected:
        raise ActionMismatch("wsa:Action and the Body name different operations")


def action_of_answer(service: Service, operation: Operation | None, *, fault: bool) -> str:
    """The wsa:Action of an answer (WS-Addressing Metadata, 4.4.4: what holds where the WSDL does not say).

    The WSDL does not say, for zeep would then add addressing headers that nothing signs. A request's action is its
    soapAction (4.4.1).
    """
    if operation is None:
        return f"{WSA}/fault"
    what = f"{operation.name}:Fault:{FAULT}" if fault else operation.answer_name
    return f"{service.namespace}:{service.name}:{what}"


def _place(address: str) -> tuple[str, str, int | None, str, str] | None:
    """An address in one form: scheme and host in lower case, the port spelled out."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    return parts.scheme, parts.hostname or "", port, parts.path, parts.query
