"""Every way to get encryption wrong that case 22 names and a few more, made from a signed message in clear.

An attack gets the message, a `Seal` for the right recipient, and the sender's signer: a partner is a possible attacker.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from functools import partial
from typing import Any

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from lxml import etree

from adapter import limits
from adapter.security import Signer
from adapter.security import names as n
from tests.support import certificates
from tests.support import sealing as s
from tests.support.forge import PLACES, UNKNOWN, Message
from tests.support.sealing import Seal, data_of, key_of, value_of

Attack = Callable[[Message, Seal, Signer], Message]
DAY = datetime.fromisoformat("2026-11-20T00:00:00+07:00")


def _value(part: Callable[[Message], etree._Element], change: Callable[[bytes], bytes]) -> Attack:
    """Another CipherValue in EncryptedKey or EncryptedData."""

    def attack(clear: Message, seal: Seal, _signer: Signer) -> Message:
        message = seal(clear)
        value = value_of(part(message))
        value.text = b64encode(change(b64decode(value.text or ""))).decode()
        return message

    return attack


def _tree(change: Callable[[Message], object]) -> Attack:
    def attack(clear: Message, seal: Seal, _signer: Signer) -> Message:
        message = seal(clear)
        change(message)
        return message

    return attack


def _made(**wrongly: Any) -> Attack:
    """Encrypted wrongly, but so that it decrypts for whoever does it as wrongly."""
    return lambda clear, seal, _signer: seal(clear, **wrongly)


def _flip(place: int) -> Callable[[bytes], bytes]:
    def change(value: bytes) -> bytes:
        at = place % len(value)
        return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]

    return change


def _content(content: bytes | Callable[[bytes], bytes]) -> Attack:
    """Content that decrypts, in place of what was signed."""

    def attack(clear: Message, seal: Seal, _signer: Signer) -> Message:
        own = etree.tostring(clear.body[0])
        return seal(clear, content(own) if callable(content) else content)

    return attack


def _signed(change: Callable[[Message], object]) -> Attack:
    """Content that the sender has signed as it is, and that nobody should read."""

    def attack(clear: Message, seal: Seal, signer: Signer) -> Message:
        changed = clear.copy()
        change(changed)
        return seal(changed.sign_again(signer))

    return attack


def _twice(clear: Message, seal: Seal, signer: Signer) -> Message:
    """The content encrypted, that signed, and encrypted once more."""
    inside = data_of(seal(clear))
    inside.set("Id", "ED-inside")
    once = clear.copy()
    once.body[:] = [inside]
    return seal(once.sign_again(signer))


def _for_another(clear: Message, seal: Seal, _signer: Signer, *, named: bool) -> Message:
    other = certificates.good(DAY, "rsa", "STRANGER", enciphers=True).certificate
    return seal(clear, certificate=other, named=other if named else seal.certificate)


def _named_for_another(clear: Message, seal: Seal, _signer: Signer) -> Message:
    return seal(clear, named=certificates.good(DAY, "rsa", "STRANGER", enciphers=True).certificate)


def _swapped_key(clear: Message, seal: Seal, _signer: Signer) -> Message:
    message, other = seal(clear), seal(clear, key=b"o" * 32)
    message.security.replace(key_of(message), key_of(other))
    return message


def _key_beside_clear_text(clear: Message, seal: Seal, _signer: Signer) -> Message:
    message = clear.copy()
    message.security.insert(0, key_of(seal(clear)))
    return message


def _two_keys(message: Message) -> None:
    second = deepcopy(key_of(message))
    second.set("Id", "EK-2")
    key_of(message).addnext(second)


def _two_data(message: Message) -> None:
    second = deepcopy(data_of(message))
    second.set("Id", "ED-2")
    message.body.append(second)


def _no_key(message: Message) -> None:
    message.security.remove(key_of(message))


def _key_elsewhere(message: Message) -> None:
    PLACES["in-anothers-security"](message, key_of(message))


def _moved(place: str, ids: str) -> Attack:
    """EncryptedData hidden elsewhere, with a copy that decrypts to nothing in its place."""

    def change(message: Message) -> None:
        data = data_of(message)
        fake = deepcopy(data)
        value_of(fake).text = b64encode(bytes(100)).decode()
        if ids == "other-id":
            fake.set("Id", "ED-2")
        message.body.replace(data, fake)
        PLACES[place](message, data)

    return _tree(change)


def _wrapped(message: Message) -> None:
    data = data_of(message)
    wrapper = etree.SubElement(message.body, UNKNOWN)
    wrapper.append(data)


def _links(*uris: str) -> Attack:
    def change(message: Message) -> None:
        listed = key_of(message).find(n.REFERENCE_LIST)
        listed[:] = [etree.Element(n.DATA_REFERENCE, URI=uri) for uri in uris]  # type: ignore[index]

    return _tree(change)


def _attribute(path: str, name: str, value: str | None) -> Attack:
    def change(message: Message) -> None:
        (found,) = message.root.iterfind(f".//{path}")
        found.attrib.pop(name) if value is None else found.set(name, value)

    return _tree(change)


def _include(message: Message) -> None:
    value = value_of(data_of(message))
    value.text = None
    etree.SubElement(value, "{http://www.w3.org/2004/08/xop/include}Include", href="cid:isi")


def _reference(message: Message) -> None:
    data = data_of(message)
    etree.SubElement(data, f"{{{s.XENC}}}CipherReference", URI="http://127.0.0.1:9/isi")


def _only_reference(message: Message) -> None:
    data = data_of(message).find(n.CIPHER_DATA)
    data[:] = [etree.Element(f"{{{s.XENC}}}CipherReference", URI="http://127.0.0.1:9/isi")]  # type: ignore[index]


def _second_child(message: Message) -> None:
    message.body.append(deepcopy(message.body[0]))


def _deep(message: Message) -> None:
    inside = message.body[0]
    for _ in range(limits.MAX_XML_DEPTH):
        inside = etree.SubElement(inside, "d")


def _same_id(message: Message) -> None:
    message.body[0].set("Id", message.timestamp.get(n.ID) or "")


def _relative_namespace(own: bytes) -> bytes:
    return own.replace(b"><", b"><a xmlns='relatif'/><", 1)


SHA1_DIGEST = partial(s.oaep, SHA1, SHA256)
SHA1_MGF = partial(s.oaep, SHA256, SHA1)
LABELLED = partial(s.oaep, label=b"label")
XENC10_OAEP = s.XENC + "rsa-oaep-mgf1p"
MANY = b">" + b"<a/>" * limits.MAX_ANSWER_ELEMENTS + b"<"
LABEL = "<xenc:OAEPparams>bGFiZWw=</xenc:OAEPparams>"


def _gcm_16(key: bytes, content: bytes) -> bytes:
    return bytes(16) + AESGCM(key).encrypt(bytes(16), content, None)


UNDECIPHERABLE: dict[str, Attack] = {
    "iv-changed": _value(data_of, _flip(0)),
    "cipher-text-changed": _value(data_of, _flip(100)),
    "tag-changed": _value(data_of, _flip(-1)),
    "tag-cut": _value(data_of, lambda value: value[:-4]),
    "tag-left-out": _value(data_of, lambda value: value[:-16]),
    "iv-cut": _value(data_of, lambda value: value[4:]),
    "iv-of-16": _made(seal=_gcm_16),
    "less-than-iv-and-tag": _value(data_of, lambda value: value[:27]),
    "nothing-sealed": _value(data_of, lambda _: b""),
    "something-behind-the-tag": _value(data_of, lambda value: value + b"x"),
    "cipher-text-not-base64": _tree(lambda message: value_of(data_of(message)).__setattr__("text", "?")),
    "wrapped-key-changed": _value(key_of, _flip(-1)),
    "wrapped-key-cut": _value(key_of, lambda value: value[:-1]),
    "wrapped-key-longer": _value(key_of, lambda value: bytes(1) + value),
    "wrapped-key-zero": _value(key_of, lambda value: bytes(len(value))),
    "wrapped-key-one": _value(key_of, lambda value: bytes(len(value) - 1) + b"\1"),
    "wrapped-key-beyond-the-modulus": _value(key_of, lambda value: b"\xff" * len(value)),
    "wrapped-key-empty": _value(key_of, lambda _: b""),
    "wrapped-key-not-base64": _tree(lambda message: value_of(key_of(message)).__setattr__("text", "?")),
    "oaep-with-sha1": _made(pad=s.broken_oaep, parameters=s.BROKEN_DIGEST + s.BROKEN_MGF),
    "oaep-with-sha1-digest": _made(pad=SHA1_DIGEST, parameters=s.BROKEN_DIGEST + s.MGF),
    "oaep-with-sha1-digest-unsaid": _made(pad=SHA1_DIGEST),
    "oaep-digest-by-default": _made(pad=SHA1_DIGEST, parameters=s.MGF),
    "oaep-with-sha1-mgf": _made(pad=SHA1_MGF, parameters=s.DIGEST + s.BROKEN_MGF),
    "oaep-with-sha1-mgf-unsaid": _made(pad=SHA1_MGF),
    "oaep-mgf-by-default": _made(pad=SHA1_MGF, parameters=s.DIGEST),
    "oaep-named-as-it-was-not-done": _made(parameters=s.BROKEN_DIGEST + s.MGF),
    "oaep-with-a-label": _made(pad=LABELLED, parameters=LABEL + s.DIGEST + s.MGF),
    "oaep-with-a-label-unsaid": _made(pad=LABELLED),
    "oaep-with-an-empty-label": _made(parameters="<xenc:OAEPparams/>" + s.DIGEST + s.MGF),
    "oaep-parameters-twice": _made(parameters=s.DIGEST + s.MGF + s.MGF),
    "oaep-of-xenc-1.0": _made(transport=XENC10_OAEP, pad=SHA1_MGF, parameters=s.DIGEST),
    "oaep-named-as-that-of-xenc-1.0": _made(transport=XENC10_OAEP),
    "oaep-named-as-rsa-1.5": _made(transport=s.XENC + "rsa-1_5"),
    "rsa-1.5": _made(transport=s.XENC + "rsa-1_5", pad=padding.PKCS1v15, parameters=""),
    "rsa-1.5-unsaid": _made(pad=padding.PKCS1v15),
    "cbc": _made(cipher=s.CBC, seal=s.cbc),
    "cbc-unsaid": _made(seal=s.cbc),
    "gcm-said-to-be-cbc": _made(cipher=s.CBC),
    "aes-128": _made(cipher=s.XENC11 + "aes128-gcm", key=b"k" * 16),
    "aes-128-unsaid": _made(key=b"k" * 16),
    "no-algorithm": _attribute(f"{n.ENCRYPTED_DATA}/{n.ENCRYPTION_METHOD}", "Algorithm", None),
    "for-another": partial(_for_another, named=True),
    "for-another-under-our-name": partial(_for_another, named=False),
    "for-us-under-anothers-name": _named_for_another,
    "named-by-a-token": _made(how="token"),
    "key-of-another-message": _swapped_key,
    "two-keys": _tree(_two_keys),
    "no-key": _tree(_no_key),
    "key-in-anothers-header": _tree(_key_elsewhere),
    "data-in-a-wrapper": _tree(_wrapped),
    "data-under-another-name": _tree(lambda message: data_of(message).__setattr__("tag", UNKNOWN)),
    "text-before-the-data": _tree(lambda message: message.body.__setattr__("text", "teks")),
    "text-behind-the-data": _tree(lambda message: data_of(message).__setattr__("tail", "teks")),
    "data-of-no-reference": _links(),
    "data-of-two-references": _links("#ED-1", "#ED-1"),
    "data-of-another-reference": _links("#ED-9"),
    "data-by-an-address": _links("http://127.0.0.1:9/isi"),
    "data-in-a-header-with-another-in-its-place": _moved("last-in-header", "other-id"),
    "data-in-a-wrapper-with-another-in-its-place": _moved("in-a-wrapper", "other-id"),
    "data-with-another-key": _attribute(f"{n.ENCRYPTED_DATA}//{n.TOKEN_LINK}", "URI", "#EK-9"),
    "type-element": _attribute(n.ENCRYPTED_DATA, "Type", s.XENC + "Element"),
    "type-unsaid": _attribute(n.ENCRYPTED_DATA, "Type", None),
    "cipher-reference": _tree(_only_reference),
    "cipher-reference-besides": _tree(_reference),
    "attachment": _tree(_include),
    "something-in-the-cipher-value": _tree(lambda message: etree.SubElement(value_of(data_of(message)), UNKNOWN)),
    "something-in-the-method": _tree(lambda message: etree.SubElement(data_of(message)[0], UNKNOWN)),
    "something-in-the-reference": _tree(lambda message: etree.SubElement(key_of(message)[-1][0], n.TRANSFORMS)),
    "a-doctype": _content(lambda own: b'<!DOCTYPE x [<!ENTITY z "0">]>' + own),
    "an-entity": _content(lambda own: own.replace(b"><", b">&z;<", 1)),
    "an-xml-declaration": _content(lambda own: b'<?xml version="1.0"?>' + own),
    "a-processing-instruction": _content(lambda own: own + b"<?x y?>"),
    "no-element": _content(b"teks"),
    "no-content": _content(b""),
    "no-xml": _content(b"<a>"),
    "an-open-comment": _content(lambda own: own + b"<!--"),
    "not-utf-8": _content(lambda own: own.replace(b"><", b">\xe9<", 1)),
    "utf-16": _content(lambda own: own.decode().encode("utf-16")),
    "nul": _content(lambda own: own + b"\0"),
    "a-bom": _content(lambda own: b"\xef\xbb\xbf" + own),
    "a-second-body": _content(lambda own: own + b"</soap:Body><soap:Body>" + own),
    "something-behind-the-body": _content(
        lambda own: own + b'</soap:Body><soap:Body xmlns:soap="urn:x">' + own
    ),
    "the-envelope-closed": _content(lambda own: own + b"</soap:Body></soap:Envelope><!--"),
    "other-content-than-signed": _content(lambda own: own.replace(b"BPJS", b"SIGTK").replace(b"41/K", b"42/K")),
    "a-relative-namespace": _content(_relative_namespace),
    "too-many-elements": _content(lambda own: own.replace(b"><", MANY, 1)),
    "two-children-that-are-signed": _signed(_second_child),
    "levels-that-are-signed": _signed(_deep),
    "an-id-of-the-envelope-that-is-signed": _signed(_same_id),
    "encrypted-twice": _twice,
    "in-clear-beside-a-key": _key_beside_clear_text,
    "in-clear": lambda clear, _seal, _signer: clear,
}  # fmt: skip
"""Each is refused, and nobody can tell why."""

MISPLACED: dict[str, Attack] = {
    "two-data": _tree(_two_data),
    "key-twice-with-one-id": _tree(lambda message: key_of(message).addnext(deepcopy(key_of(message)))),
    **{f"data-{place}": _moved(place, "same-id") for place in PLACES},
}
"""Refused for where its parts stand, before any cryptography."""
