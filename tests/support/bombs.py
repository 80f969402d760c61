"""Messages that are made to cost more than they should (hazards, cases 11 and 17).

Each is close to the largest that its shape may be. `unsigned` ones come from anybody who has seen an honest message;
`signed` ones from a registered partner gone bad, whose signature and digests hold: there the work is greatest.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from lxml import etree

from adapter import limits
from adapter.security import POLICY, SecurityError, open_envelope, sign, wrap
from adapter.security import names as n
from tests.support import forge
from tests.support.forge import Message
from tests.support.world import World

_ROOM = limits.MAX_REQUEST_BYTES - 16 * 1024
"""For the bomb beside the honest message."""


@dataclass(frozen=True, slots=True)
class Bomb:
    """The bytes, and the fault codes of which one must answer them."""

    name: str
    version: str
    raw: bytes
    codes: tuple[str, ...] = ("soap:Client",)


def _fill(piece: str, room: int = _ROOM) -> str:
    return piece * (room // len(piece))


def _elements(count: int, attributes: str = "") -> str:
    return f"<x{attributes}/>" * count


def _numbered(form: str, count: int) -> str:
    return "".join(form.format(number) for number in range(count))


def _crowd(namespaces: int, children: int) -> str:
    """So many namespaces in scope of so many children, each of which uses one of them."""
    declared = _numbered(" xmlns:n{0}='urn:n{0}'", namespaces)
    return f"<x{declared}>{_numbered('<n0:y/>', children)}</x>"


def _nested(depth: int, attributes: str = "") -> str:
    return f"<x{attributes}>" * depth + "</x>" * depth


PAYLOADS: dict[str, Callable[[], str]] = {
    "a-million-elements": lambda: _elements(1_000_000),
    "as-many-elements-as-may-be": lambda: _elements(limits.MAX_REQUEST_ELEMENTS - 100),
    "just-too-many-elements": lambda: _elements(limits.MAX_REQUEST_ELEMENTS + 1),
    "elements-in-pairs": lambda: "<x></x>" * (limits.MAX_REQUEST_ELEMENTS + 1),
    "depth": lambda: _nested(100_000),
    "depth-that-the-parser-allows": lambda: _nested(250),
    "attributes-on-one": lambda: "<x" + _numbered(" a{0}=''", 300_000) + "/>",
    "attributes-on-all": lambda: _fill("<x" + _numbered(" a{0}='1'", limits.MAX_ATTRIBUTES - 1) + "/>"),
    "short-attributes": lambda: _fill(
        "<x a='' b='' c='' d='' e='' f='' g='' h='' i='' j='' k='' l='' m='' n='' o=''/>"
    ),
    "attributes-with-text": lambda: _elements(49_000, " " + " ".join(f"{c}='1'" for c in "abcdefghijkl")),
    "one-long-attribute": lambda: f"<x a='{_fill('&#10;')}'/>",
    "one-attribute-twice": lambda: "<x a='1' a='2'/>",
    "a-long-name": lambda: f"<{_fill('x')}/>",
    "many-names": lambda: _numbered("<x{0}/>", limits.MAX_REQUEST_ELEMENTS - 100),
    "a-long-namespace": lambda: f"<x xmlns='urn:{_fill('x')}'/>",
    "namespaces-on-one": lambda: _crowd(100_000, 1),
    "a-thousand-namespaces-ten-thousand-children": lambda: _crowd(1000, 10_000),
    "as-many-namespaces-and-children-as-may-be": lambda: _crowd(limits.MAX_NAMESPACES - 8, 48_000) + _crowd(30, 1),
    "a-namespace-on-each": lambda: _elements(48_000, " xmlns:a='urn:a'"),
    "other-namespaces-on-each": lambda: _numbered("<x xmlns:a{0}='urn:{0}'/>", 48_000),
    "namespaces-level-by-level": lambda: _nested(20, _numbered(" xmlns:a{0}='urn:{0}'", 39)),
    "one-long-text": lambda: _fill("x"),
    "one-long-text-beyond-the-basic-plane": lambda: _fill("\U0001f4a3", _ROOM // 4),
    "one-long-text-of-references": lambda: _fill("&#65;"),
    "white-space": lambda: _fill(" \n"),
    "cdata": lambda: _fill("<![CDATA[]]>", 1_000_000) + "x",
    "comments": lambda: _fill("<!---->x", 700_000),
    "processing-instructions": lambda: _fill("<?x?>", 450_000),
    "as-many-instructions-as-may-be": lambda: "<?x?>" * (limits.MAX_REQUEST_ELEMENTS - 100),
    "ids": lambda: _numbered("<x Id='i{0}'/>", 48_000),
    "one-id-on-all": lambda: _elements(48_000, " Id='i'"),
}
"""What is put in a place of a message, as XML."""

_LAUGHS = '<!ENTITY l0 "ha">' + "".join(f"<!ENTITY l{k} '{10 * f'&l{k - 1};'}'>" for k in range(1, 30))
_QUADRATIC = f'<!ENTITY q "{"q" * 50_000}">'

DOCTYPES: dict[str, Callable[[bytes], bytes]] = {
    "billion-laughs": lambda raw: f"<!DOCTYPE x [{_LAUGHS}]>".encode() + raw.replace(b"petugas-uji", b"&l29;"),
    "quadratic-blow-up": lambda raw: (
        f"<!DOCTYPE x [{_QUADRATIC}]>".encode() + raw.replace(b"petugas-uji", _fill("&q;", 1_000_000).encode())
    ),
    "laughs-in-an-attribute": lambda raw: (
        f"<!DOCTYPE x [{_LAUGHS}]>".encode() + raw.replace(b"Id=", b'a="&l29;" Id=', 1)
    ),
    "attribute-defaults": lambda raw: (
        b"<!DOCTYPE x [<!ATTLIST x " + _numbered("a{0} CDATA #FIXED '1' ", 50_000).encode() + b">]>" + raw
    ),
}
"""Changes of a whole message that need a document type."""


def corpus(world: World, shapes: Collection[str] = ()) -> Iterator[Bomb]:
    """Every bomb, made when it is asked for; each shape once in either SOAP version, the signed ones in one of them.

    With `shapes`, only those of PAYLOADS and DOCTYPES that are named.
    """
    versions = (n.SOAP11, n.SOAP12)
    honest = [forge.request(world.signer("BPJS"), world.now, version) for version in versions]
    for name, change in DOCTYPES.items():
        if not shapes or name in shapes:
            yield from (Bomb(name, one.version, change(one.raw)) for one in honest)
    for number, (name, payload) in enumerate(PAYLOADS.items()):
        if shapes and name not in shapes:
            continue
        text = payload()
        one, other = honest if number % 2 else reversed(honest)
        # A header that nobody signs, and within the limits, is none of our business.
        yield Bomb(f"{name}/header", one.version, in_header(one, text), (*ANY_REFUSAL, ""))
        yield Bomb(f"{name}/body", other.version, in_body(other, text), ANY_REFUSAL)
        yield from _signed(world, name, text, versions[number % 2])
    for one in honest if not shapes else ():
        yield from _in_the_signature(one, one.version)


def worst(world: World) -> bytes:
    """The one of a stranger that takes longest."""
    honest = forge.request(world.signer("BPJS"), world.now)
    return in_body(honest, PAYLOADS[WORST]())


WORST = "processing-instructions"


ANY_REFUSAL = ("soap:Client", "wsse:FailedCheck", "wsse:InvalidSecurity")
"""Where the limits let a bomb through, the signature does not: a part has changed."""


def in_header(honest: Message, text: str) -> bytes:
    """`text` in an unsigned header of its own."""
    mark = f"<{honest.root.prefix}:Header".encode()
    before, found, after = honest.raw.partition(mark)
    rest, closing, body = after.partition(f"</{honest.root.prefix}:Header>".encode())
    return before + found + rest + b'<b:bomb xmlns:b="urn:bomb">' + text.encode() + b"</b:bomb>" + closing + body


def in_body(honest: Message, text: str) -> bytes:
    """`text` at the end of the Body's child."""
    raw = honest.raw
    body = raw.rindex(b"</", 0, raw.rindex(b"Body>"))
    place = raw.rindex(b"</", 0, body)
    return raw[:place] + text.encode() + raw[place:]


def _in_the_signature(honest: Message, version: str) -> Iterator[Bomb]:
    def bomb(name: str, change: Callable[[Message], object]) -> Bomb:
        changed = honest.copy()
        change(changed)
        return Bomb(
            name, version, changed.raw, (*ANY_REFUSAL, "wsse:InvalidSecurityToken", "wsse:UnsupportedAlgorithm")
        )

    def prefixes(message: Message) -> None:
        transform = message.references[0][0][0]
        listed = etree.SubElement(transform, n.INCLUSIVE_NAMESPACES)
        listed.set("PrefixList", " ".join(f"p{k}" for k in range(400_000)))

    def repeat(parent: etree._Element, count: int) -> None:
        model = etree.tostring(parent[-1])
        parent.extend(etree.fromstring(b"<x>%s</x>" % (model * count)))

    yield bomb("a-long-prefix-list", prefixes)
    yield bomb("ten-thousand-references", lambda m: repeat(m.signed_info, 7_000))
    yield bomb("ten-thousand-transforms", lambda m: repeat(m.references[0][0], 10_000))
    yield bomb("a-huge-token", lambda m: setattr(m.token, "text", _fill("A")))
    yield bomb("a-huge-signature-value", lambda m: setattr(m.signature_value, "text", _fill("A")))
    yield bomb("a-huge-signature-value-with-space", lambda m: setattr(m.signature_value, "text", _fill("A ")))
    yield bomb("a-huge-digest", lambda m: setattr(m.references[0][-1], "text", _fill("A")))
    yield bomb("a-huge-algorithm", lambda m: m.signed_info[1].set("Algorithm", _fill("A")))
    yield bomb("a-huge-reference", lambda m: m.references[0].set("URI", f"#{_fill('A')}"))
    yield bomb("a-huge-timestamp", lambda m: setattr(m.timestamp[0], "text", _fill(" ")))


def _signed(world: World, name: str, text: str, version: str) -> Iterator[Bomb]:
    """A payload that no limit refuses, in a Body whose signature holds: the contract, or a check of its own, does."""
    question = forge.question(world.now)
    try:
        question.append(etree.fromstring(f"<b>{text}</b>"))
        open_envelope(etree.tostring(wrap(version, question)), POLICY.max_bytes, POLICY.max_elements)
    except (etree.XMLSyntaxError, SecurityError):
        return  # it is refused whoever has signed it
    yield Bomb(f"{name}/signed", version, sign(wrap(version, question), world.signer("BPJS"), world.now).raw)
