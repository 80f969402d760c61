"""From bytes to an envelope: limits, encodings, and what is refused before any cryptography."""

import pytest

from adapter import limits
from adapter.security.envelope import open_envelope, require_understood
from adapter.security.errors import FailedCheck, MalformedMessage, NotUnderstood, VersionMismatch
from adapter.security.names import SOAP11, SOAP12, WSSE, WSU
from tests.support.ends import ends

FRAME = (
    '<s:Envelope xmlns:s="{version}" xmlns:u="'
    + WSU
    + '"><s:Header>{header}</s:Header><s:Body>{body}</s:Body></s:Envelope>'
)


def envelope(body: str = "<a/>", header: str = "", version: str = SOAP11) -> bytes:
    return FRAME.format(version=version, header=header, body=body).encode()


def opened(raw: bytes, max_bytes: int = 10**7, max_elements: int = 50_000):
    return open_envelope(raw, max_bytes, max_elements)


@pytest.mark.parametrize("version", [SOAP11, SOAP12])
def test_an_envelope_is_taken_apart(version):
    found = opened(envelope(header=f'<x u:Id="one"/><w:Security xmlns:w="{WSSE}"/>', version=version))
    assert (found.version, found.body[0].tag, found.security) == (version, "a", found.header[1])
    assert found.ids == {"one": found.header[0]}


def test_an_envelope_without_a_header():
    found = opened(f'<Envelope xmlns="{SOAP11}"><Body><a/></Body></Envelope>'.encode())
    assert (found.header, found.security, found.signature_value) == (None, None, None)
    require_understood(found)


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("declared", ["", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="{}"?>'])
def test_a_byte_order_mark_is_accepted(mark, declared):
    text = declared.format(mark.removesuffix("-sig").upper()) + envelope("<a>é</a>").decode()
    assert opened(text.encode(mark)).body[0].text == "é"


@pytest.mark.parametrize("declared", ["UTF-8", "utf-8", "UTF8", "ASCII", "us-ascii"])
def test_a_declaration_that_agrees_is_accepted(declared):
    opened(f"<?xml version='1.0' encoding = '{declared}' ?>".encode() + envelope())


@pytest.mark.parametrize("declared", ["ASCII", "ISO-8859-1", "windows-1252", "UTF-16", "utf-7", "unicode_escape", ""])
def test_a_declaration_that_disagrees_is_refused(declared):
    with pytest.raises(MalformedMessage):
        opened(f'<?xml version="1.0" encoding="{declared}"?>'.encode() + envelope("<a>é</a>"))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "cp037"])
def test_an_encoding_without_its_mark_is_refused(encoding):
    with pytest.raises(MalformedMessage):
        opened(envelope("<a>é</a>").decode().encode(encoding))


@pytest.mark.parametrize(
    "raw", [b"\xff\xfea", b"\xfe\xff\xd8\x00", b"\xff\xfe\x00\x00<", b"<a>\xc0\x80</a>", b"\xed\xa0\x80"]
)
def test_bytes_that_are_no_text_are_refused(raw):
    with pytest.raises(MalformedMessage):
        opened(raw)


def test_text_behind_a_comment_is_read_whole():
    found = opened(envelope("<a>satu<!-- x -->dua<![CDATA[<tiga>]]>&#52;&lt;</a>"))
    assert found.body[0].text == "satudua<tiga>4<"


@pytest.mark.parametrize("body", ["<a/><b/>", "", "teks", "<!-- x -->"])
def test_a_body_has_one_child(body):
    with pytest.raises(MalformedMessage):
        opened(envelope(body))


def test_a_message_of_the_largest_size_is_read_and_one_more_byte_is_not():
    raw = envelope()
    opened(raw, max_bytes=len(raw))
    with pytest.raises(MalformedMessage, match="bytes"):
        opened(raw, max_bytes=len(raw) - 1)


def test_the_most_elements_are_read_and_one_more_is_not():
    opened(envelope("<a>" + "<b></b>" * 96 + "</a>"), max_elements=100)
    for body in ("<a>" + "<b></b>" * 97 + "</a>", "<a>" + "<b/>" * 97 + "</a>"):
        with pytest.raises(MalformedMessage, match="100 elements"):
            opened(envelope(body), max_elements=100)


def nested(levels: int) -> bytes:
    return envelope("<a>" * levels + "</a>" * levels)


def test_the_deepest_message_is_read_and_a_deeper_one_is_not():
    opened(nested(limits.MAX_XML_DEPTH - 2))
    for levels in (limits.MAX_XML_DEPTH - 1, 300, 100_000):
        with pytest.raises(MalformedMessage):
            opened(nested(levels))


def test_the_most_attributes_are_read_and_one_more_is_not():
    def with_attributes(count: int) -> bytes:
        return envelope("<a " + " ".join(f'b{index}=""' for index in range(count)) + "/>")

    opened(with_attributes(limits.MAX_ATTRIBUTES))
    with pytest.raises(MalformedMessage, match="attributes"):
        opened(with_attributes(limits.MAX_ATTRIBUTES + 1))


def with_namespaces(count: int) -> str:
    return "<a " + " ".join(f'xmlns:n{index}="urn:{index}"' for index in range(count)) + ">"


def test_the_most_namespaces_are_read_and_one_more_is_not():
    outside = 2
    opened(envelope(with_namespaces(limits.MAX_NAMESPACES - outside) + "</a>"))
    with pytest.raises(MalformedMessage, match="namespaces"):
        opened(envelope(with_namespaces(limits.MAX_NAMESPACES - outside + 1) + "</a>"))


def test_many_namespaces_on_many_elements_are_no_crowd():
    opened(envelope("<a>" + '<b xmlns="urn:b"/>' * 1000 + "</a>"))


BOMBS = {
    "elements": "<a>" + "<a/>" * 1_000_000 + "</a>",
    "namespaces": with_namespaces(150_000) + "</a>",
    "namespaces-by-level": "".join(with_namespaces(100) for _ in range(200)) + "</a>" * 200,
    "attributes": "<a " + " ".join(f'b{index}=""' for index in range(300_000)) + "/>",
    "depth": "<a>" * 500_000,
    "names": "<a>" + "".join(f"<b{index}/>" for index in range(60_000)) + "</a>",
    "declaration": "<?xml " + " encoding  " * 300_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused(bomb):
    """What it costs: `scripts/bench --worst`."""
    raw = BOMBS[bomb].encode() if bomb == "declaration" else envelope(BOMBS[bomb])
    with ends(), pytest.raises(MalformedMessage):
        opened(raw)


def test_a_million_elements_are_counted_before_there_is_a_tree():
    """A tree of them takes thirty times their bytes. A parser would stumble over the first before it has counted."""
    with pytest.raises(MalformedMessage, match="elements"):
        opened(b"<<" + envelope(BOMBS["elements"]))


@pytest.mark.parametrize("pair", [('u:Id="x"', 'Id="x"'), ('id="x"', 'ID="x"'), ('xml:id="x"', 'u:Id="x"')])
def test_an_id_stands_once_whatever_it_is_called(pair):
    with pytest.raises(FailedCheck):
        opened(envelope(header=f"<h {pair[0]}/><h {pair[1]}/>"))


@pytest.mark.parametrize("value", ["", " ", "a b", "#x", "%20", "'", "x" * 100_000, "é", "\U0001f600"])
def test_an_id_may_be_any_text(value):
    assert value in opened(envelope(header=f'<h u:Id="{value}"/>')).ids


@pytest.mark.parametrize("value", ["1", "a b", ""])
def test_an_xml_id_must_be_a_name(value):
    with pytest.raises(MalformedMessage):
        opened(envelope(header=f'<h xml:id="{value}"/>'))


@pytest.mark.parametrize("root", [f'<Body xmlns="{SOAP11}"/>', "<Envelope/>", '<Envelope xmlns="urn:x"/>'])
def test_another_root_is_another_version(root):
    with pytest.raises(VersionMismatch):
        opened(root.encode())


def test_a_part_that_was_signed_is_told_from_a_mere_stray():
    behind = envelope().replace(b"</s:Envelope>", b"<x/></s:Envelope>")
    with pytest.raises(MalformedMessage):
        opened(behind)
    with pytest.raises(FailedCheck):
        opened(behind.replace(b"<x/>", b'<x><y u:Id="id"/></x>'))


def mandatory(to: str, version: str) -> bytes:
    return envelope(header=f'<h s:mustUnderstand="1" {to}/>', version=version)


OURS = {
    SOAP11: ("", 's:actor=""', 's:actor="http://schemas.xmlsoap.org/soap/actor/next"', 's:role="urn:x"'),
    SOAP12: ("", f's:role="{SOAP12}/role/next"', f's:role="{SOAP12}/role/ultimateReceiver"', 's:actor="urn:x"'),
}
OTHERS = {SOAP11: ('s:actor="urn:x"', 's:actor=" "'), SOAP12: ('s:role="urn:x"', f's:role="{SOAP12}/role/none"')}


@pytest.mark.parametrize("version", [SOAP11, SOAP12])
def test_a_mandatory_header_is_refused_where_it_is_meant_for_us(version):
    for to in OURS[version]:
        with pytest.raises(NotUnderstood):
            require_understood(opened(mandatory(to, version)))
    for to in OTHERS[version]:
        require_understood(opened(mandatory(to, version)))


SIGNATURE = (
    f'<w:Security xmlns:w="{WSSE}" xmlns:d="http://www.w3.org/2000/09/xmldsig#"><d:Signature>'
    "<d:SignatureValue>%s</d:SignatureValue></d:Signature></w:Security>"
)


def test_the_signature_value_is_repeated_without_white_space():
    assert opened(envelope(header=SIGNATURE % "QUJD\n &#13;\tREVG")).signature_value == "QUJDREVG"


@pytest.mark.parametrize("text", ["", " ", "<x/>", "a-b", "é", "A" * (limits.MAX_SIGNATURE_TEXT + 1), '"&lt;'])
def test_what_can_be_no_signature_value_is_never_repeated(text):
    """An answer would carry it under BKN's signature, and the journal would keep it."""
    assert opened(envelope(header=SIGNATURE % text)).signature_value is None
