"""The published contracts: spyne's WSDL, finished so that every client stack can use it, byte for byte the same.

What spyne leaves open is settled here: white-space facets, the element and message of a fault, SOAP 1.2
beside 1.1, soapAction as a URI, documentation, and nothing that depends on who asks first.
"""

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from adapter.agreements.fields import members
from adapter.agreements.operation import Operation, Service
from adapter.agreements.structures import Galat
from adapter.agreements.types import SHARED_NAMESPACE, SimpleType
from adapter.agreements.wire import SHARED_PREFIX
from adapter.registry.catalogue import Catalogue
from adapter.soap.application import SpyneApplication
from adapter.soap.guard import PATHS
from adapter.soap.security_policy import with_security_policy

_XS = "http://www.w3.org/2001/XMLSchema"
_WSDL = "http://schemas.xmlsoap.org/wsdl/"
_WSDL_SOAP11 = "http://schemas.xmlsoap.org/wsdl/soap/"
_WSDL_SOAP12 = "http://schemas.xmlsoap.org/wsdl/soap12/"
# Of JAX-WS 3 and 2. `kepala` stands in request and answer as two types, so one Java method with the wrapper's members
# as parameters, their default, cannot be made: wsdl2java and wsimport stop there (JSR 224, 2.3.1.2).
_JAXWS = ("https://jakarta.ee/xml/ns/jaxws", "http://java.sun.com/xml/ns/jaxws")
_USED_PREFIXES = {
    "xs": _XS,
    "wsdl": _WSDL,
    "soap": _WSDL_SOAP11,
    "soap12": _WSDL_SOAP12,
    SHARED_PREFIX: SHARED_NAMESPACE,
}
FAULT = "galat"
"""The element in the detail of every fault."""
POLICY = "kebijakan"
"""What follows `?wsdl=`, and the service's name in a file's, for the contract with the security policy."""


def documents(catalogue: Catalogue, public_url: str) -> dict[str, bytes]:
    """Every contract, plain and with its security policy, by file name. `public_url` is where partners reach us."""
    found: dict[str, bytes] = {}
    for service in (*catalogue.services, *catalogue.partner_services):
        plain = document(service, public_url)
        found[f"{service.name}.wsdl"] = plain
        found[f"{service.name}.{POLICY}.wsdl"] = policy_document(service, plain)
    return found


def policy_document(service: Service, plain: bytes) -> bytes:
    """The contract with its security policy, from the plain one; the service's agreement says whether to encrypt."""
    return with_security_policy(plain, encrypt_body=service.agreement is not None and service.agreement.encrypt_body)


def document(service: Service, public_url: str) -> bytes:
    """The WSDL of one service: self-contained, indented, UTF-8."""
    return finish(service, SpyneApplication(service).wsdl(address(service, public_url)))


def finish(service: Service, wsdl: bytes) -> bytes:
    """The published form of spyne's WSDL."""
    root = etree.fromstring(wsdl, etree.XMLParser(remove_blank_text=True))
    _finish_types(root, service)
    _finish_operations(root, service)
    _add_soap12(root, service)
    return _printed(root, service)


def address(service: Service, public_url: str) -> str:
    """Where a service is reached; `public_url` is its host's."""
    return f"{public_url.rstrip('/')}{PATHS[service.host]}{service.name}"


def action(service: Service, operation: Operation) -> str:
    """The soapAction of an operation: a URI, not spyne's bare name."""
    return f"{service.namespace}:{operation.name}"


def _finish_types(root: etree._Element, service: Service) -> None:
    messages = _messages(service)
    simples = (member.type for message in messages for member in members(message))
    bases = {simple.name: simple.base for simple in simples if isinstance(simple, SimpleType)}
    for simple_type in root.iter(f"{{{_XS}}}simpleType"):
        if (base := bases[simple_type.attrib["name"]]) in ("token", "gYear"):
            simple_type[0].set("base", f"xs:{base}")
    for message in messages:
        _document(root, message)
    kept = {name for operation in service.operations for name in (operation.name, operation.answer_name)}
    for schema in root.iter(f"{{{_XS}}}schema"):
        for element in schema.findall(f"{{{_XS}}}element"):
            # Spyne publishes every type as an element of its own; only messages may stand in a Body.
            if element.get("name") not in kept:
                schema.remove(element)
        if schema.get("targetNamespace") == SHARED_NAMESPACE:
            etree.SubElement(schema, f"{{{_XS}}}element", name=FAULT, type=f"{SHARED_PREFIX}:t{Galat.__name__}")
        schema[:] = sorted(schema, key=_schema_order)


def _document(root: etree._Element, message: type) -> None:
    """Say of every element what it is and where it comes from. Spyne mixes up the texts of members of one type."""
    sequence = root.find(f".//{{{_XS}}}complexType[@name='t{message.__name__}']/{{{_XS}}}sequence")
    for element, member in zip(sequence if sequence is not None else (), members(message), strict=True):
        annotation = etree.SubElement(element, f"{{{_XS}}}annotation")
        etree.SubElement(annotation, f"{{{_XS}}}documentation").text = member.element.documentation


def _schema_order(node: etree._Element) -> tuple[int, str]:
    ranks = ("import", "simpleType", "complexType", "element")
    return ranks.index(etree.QName(node).localname), node.get("name", "")


def _messages(service: Service) -> list[type]:
    """Every message class that the service's messages and its fault are made of."""
    todo: list[type] = [Galat, *(kind for o in service.operations for kind in (o.request, o.answer))]
    found = list(dict.fromkeys(todo))
    while todo:
        for member in members(todo.pop()):
            if not isinstance(member.type, SimpleType) and member.type not in found:
                found.append(member.type)
                todo.append(member.type)
    return found


def _finish_operations(root: etree._Element, service: Service) -> None:
    message = etree.Element(f"{{{_WSDL}}}message", name=FAULT)
    etree.SubElement(message, f"{{{_WSDL}}}part", name=FAULT, element=f"{SHARED_PREFIX}:{FAULT}")
    for part in root.iterfind(f"{{{_WSDL}}}message/{{{_WSDL}}}part"):
        # "parameters" is what wrapped-style generators look for.
        part.set("name", "parameters")
    root.insert(1 + len(root.findall(f"{{{_WSDL}}}message")), message)
    for node in root.iterfind(f"{{{_WSDL}}}portType/{{{_WSDL}}}operation"):
        operation = service.operation(node.attrib["name"])
        node.attrib.pop("parameterOrder")
        documentation = etree.Element(f"{{{_WSDL}}}documentation")
        documentation.text = _documentation(service, operation) if operation else ""
        node.insert(0, documentation)
        etree.SubElement(node, f"{{{_WSDL}}}fault", name=FAULT, message=f"tns:{FAULT}")
    for node in root.iterfind(f"{{{_WSDL}}}binding/{{{_WSDL}}}operation"):
        operation = service.operation(node.attrib["name"])
        node[0].set("soapAction", action(service, operation) if operation else "")
        fault = etree.SubElement(node, f"{{{_WSDL}}}fault", name=FAULT)
        etree.SubElement(fault, f"{{{_WSDL_SOAP11}}}fault", name=FAULT, use="literal")


def _documentation(service: Service, operation: Operation) -> str:
    right = service.agreement.right_to(operation.name) if service.agreement else None
    if right is None:
        return operation.doc
    return f"{operation.doc} Dasar: {right.source}. Tujuan yang sah: {', '.join(right.purposes)}."


def _add_soap12(root: etree._Element, service: Service) -> None:
    binding = root.find(f"{{{_WSDL}}}binding")
    port = root.find(f"{{{_WSDL}}}service/{{{_WSDL}}}port")
    if binding is None or port is None:
        raise ValueError(f"{service.name}: spyne wrote no binding")
    twin, twin_port = deepcopy(binding), deepcopy(port)
    for copied in (twin, twin_port):
        copied.set("name", f"{service.name}Soap12")
        for node in copied.iter(f"{{{_WSDL_SOAP11}}}*"):
            node.tag = f"{{{_WSDL_SOAP12}}}{etree.QName(node).localname}"
    twin_port.set("binding", f"tns:{service.name}Soap12")
    binding.addnext(twin)
    port.addnext(twin_port)


def _printed(root: etree._Element, service: Service) -> bytes:
    """Rebuild the root with the prefixes that are used and the parts in WSDL's order, and print it."""
    order = ("types", "message", "portType", "binding", "service")
    whole = etree.Element(
        f"{{{_WSDL}}}definitions",
        nsmap={**_USED_PREFIXES, "tns": service.namespace},
        name=service.name,
        targetNamespace=service.namespace,
    )
    documentation = etree.SubElement(whole, f"{{{_WSDL}}}documentation")
    documentation.text = service.doc
    for namespace in _JAXWS:
        bindings = etree.SubElement(whole, f"{{{namespace}}}bindings", nsmap={"jaxws": namespace})
        etree.SubElement(bindings, f"{{{namespace}}}enableWrapperStyle").text = "false"
    whole.extend(_in_order(root, order))
    etree.cleanup_namespaces(whole, keep_ns_prefixes=[*_USED_PREFIXES, "tns"])
    etree.indent(whole)
    return etree.tostring(whole, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _in_order(root: etree._Element, order: Iterable[str]) -> list[etree._Element]:
    return [node for name in order for node in root.findall(f"{{{_WSDL}}}{name}")]
