"""A fault's XML, in both SOAP versions, with the detail that the contracts describe."""

from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree

from adapter.agreements.fields import members
from adapter.agreements.structures import Galat, Kesalahan
from adapter.agreements.types import SHARED_NAMESPACE
from adapter.security.names import SOAP11, SOAP12, WSA, WSSE, WSU
from adapter.soap.wsdl import FAULT

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HTTP_STATUS = 500
"""Of every fault. SOAP 1.2 has 400 where the sender is at fault, but CXF reads no fault behind a 400."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault before it is written. `code` is (namespace or None for SOAP's own, local name)."""

    code: tuple[str | None, str]
    detail: Galat


def fault_element(fault: Fault, version: str) -> etree._Element:
    """The soap:Fault of that SOAP version, unsigned."""
    build = _soap12 if version == SOAP12 else _soap11
    return build(fault)


def _soap11(fault: Fault) -> etree._Element:
    namespace, name = fault.code
    root = etree.Element(f"{{{SOAP11}}}Fault", nsmap={"soap": SOAP11, **_prefix(namespace)})
    etree.SubElement(root, "faultcode").text = f"{next(iter(_prefix(namespace)), 'soap')}:{name}"
    sentence = etree.SubElement(root, "faultstring")
    sentence.text = fault.detail.pesan
    sentence.set(_XML_LANG, "id")
    etree.SubElement(root, "detail").append(_detail(fault.detail))
    return root


def _soap12(fault: Fault) -> etree._Element:
    namespace, name = fault.code
    root = etree.Element(f"{{{SOAP12}}}Fault", nsmap={"soap": SOAP12, **_prefix(namespace)})
    code = etree.SubElement(root, f"{{{SOAP12}}}Code")
    names = {"Client": "Sender", "Server": "Receiver"}
    own = names.get(name, name) if namespace is None else "Sender"
    etree.SubElement(code, f"{{{SOAP12}}}Value").text = f"soap:{own}"
    if namespace is not None:
        subcode = etree.SubElement(code, f"{{{SOAP12}}}Subcode")
        etree.SubElement(subcode, f"{{{SOAP12}}}Value").text = f"{next(iter(_prefix(namespace)))}:{name}"
    reason = etree.SubElement(root, f"{{{SOAP12}}}Reason")
    sentence = etree.SubElement(reason, f"{{{SOAP12}}}Text")
    sentence.text = fault.detail.pesan
    sentence.set(_XML_LANG, "id")
    etree.SubElement(root, f"{{{SOAP12}}}Detail").append(_detail(fault.detail))
    return root


def _prefix(namespace: str | None) -> dict[str, str]:
    return {} if namespace is None else {{WSSE: "wsse", WSU: "wsu", WSA: "wsa"}[namespace]: namespace}


def _detail(galat: Galat) -> etree._Element:
    root = etree.Element(f"{{{SHARED_NAMESPACE}}}{FAULT}", nsmap={"pks": SHARED_NAMESPACE})
    _write(root, galat)
    return root


def _write(parent: etree._Element, value: Galat | Kesalahan) -> None:
    """Write a value made of texts, days, instants and lists; the few types that a fault's detail has."""
    for member in members(type(value)):
        content = getattr(value, member.name)
        for item in content if isinstance(content, tuple) else (content,):
            if item is None:
                continue
            child = etree.SubElement(parent, f"{{{SHARED_NAMESPACE}}}{member.name}")
            if isinstance(item, datetime):
                child.text = item.isoformat(timespec="milliseconds")
            elif isinstance(item, (str, date)):
                child.text = str(item)
            else:
                _write(child, item)
