"""What a request says, apart from when it was sent; and an answer given a second time."""

import re
from hashlib import sha256

from lxml import etree

from adapter.agreements.types import SHARED_NAMESPACE
from adapter.security.canonical import canonical

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9./-]{0,39}")


def _in_heading(name: str) -> str:
    return f"{{{SHARED_NAMESPACE}}}{name}"


def content_digest(body: etree._Element) -> bytes:
    """SHA-256 of all that a request says except waktuKirim: equal for a request that is sent again."""
    digest = sha256(str(body.tag).encode())
    for part in body:
        heading = etree.QName(part).localname == "kepala"
        for said in part if heading else (part,):
            if said.tag != _in_heading("waktuKirim"):
                digest.update(canonical(said))
    return digest.digest()


def peek(body: etree._Element) -> tuple[str | None, str | None]:
    """IdPesan and nomorPerjanjian of a request that the contract may have refused, where they have their form."""
    namespace = etree.QName(body).namespace
    found = []
    for name, form in (("idPesan", _UUID), ("nomorPerjanjian", _NUMBER)):
        text = body.findtext(f"{{{namespace}}}kepala/{_in_heading(name)}") or ""
        found.append(text if form.fullmatch(text) else None)
    return found[0], found[1]


def repeated_answer(raw: bytes) -> etree._Element:
    """The Body's child of an answer that was given before, marked as `ulangan`; `raw` is our own signed message."""
    envelope = etree.fromstring(raw)
    body = envelope[-1][0]
    mark = body.find(f"{{*}}kepala/{_in_heading('ulangan')}")
    if mark is None:
        raise ValueError("an answer in the journal has no ulangan")
    mark.text = "true"
    envelope[-1].remove(body)
    return body
