"""Honest messages as other stacks write them, made by hand: other prefixes, order, spaces, lists (hazards, 16)."""

from base64 import b64encode
from datetime import UTC, timedelta

import pytest

from adapter.security import names as n
from adapter.security import verify
from tests.support.forge import ACTION, Message

WCF = """\
<s:Envelope xmlns:s="{soap}" xmlns:u="{wsu}"><s:Header>\
<a:Action s:mustUnderstand="0" u:Id="_3" xmlns:a="{wsa}">{action}</a:Action>\
<o:Security s:mustUnderstand="1" xmlns:o="{wsse}"><u:Timestamp u:Id="uuid-1"><u:Created>{created}</u:Created>\
<u:Expires>{expires}</u:Expires></u:Timestamp><o:BinarySecurityToken u:Id="uuid-2" ValueType="{x509}">{token}\
</o:BinarySecurityToken><Signature xmlns="{ds}"><SignedInfo><CanonicalizationMethod Algorithm="{exc}"/>\
<SignatureMethod Algorithm="{algorithm}"/>{references}</SignedInfo><SignatureValue/><KeyInfo>\
<o:SecurityTokenReference><o:Reference ValueType="{x509}" URI="#uuid-2"/></o:SecurityTokenReference></KeyInfo>\
</Signature></o:Security></s:Header><s:Body u:Id="_0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<tanya xmlns="urn:x"><isi xsi:type="b:t" xmlns:b="urn:b">ya</isi></tanya></s:Body></s:Envelope>"""
WCF_REFERENCE = """<Reference URI="#{id}"><Transforms><Transform Algorithm="{exc}"/></Transforms><DigestMethod \
Algorithm="{sha256}"/><DigestValue/></Reference>"""

WSS4J = """<?xml version="1.0" encoding="UTF-8"?>
<!-- a gateway wrote this -->
<SOAP-ENV:Envelope xmlns:SOAP-ENV="{soap}" xmlns="urn:x">
  <SOAP-ENV:Header>
    <wsa:Action xmlns:wsa="{wsa}" xmlns:util="{wsu}" util:Id="_3">{action}</wsa:Action>
    <wsse:Security xmlns:wsse="{wsse}" xmlns:wsu="{wsu}" SOAP-ENV:mustUnderstand="1">
      <wsse:BinarySecurityToken EncodingType="{base64}" ValueType="{x509}" wsu:Id="uuid-2">
        {token_in_lines}
      </wsse:BinarySecurityToken>
      <ds:Signature xmlns:ds="{ds}" Id="SIG-4">
        <ds:SignedInfo>
          <ds:CanonicalizationMethod Algorithm="{exc}">
            <ec:InclusiveNamespaces xmlns:ec="{exc}" PrefixList="#default SOAP-ENV"/>
          </ds:CanonicalizationMethod>
          <ds:SignatureMethod Algorithm="{algorithm}"/>
          {references}
        </ds:SignedInfo>
        <ds:SignatureValue/>
        <ds:KeyInfo Id="KI-1">
          <!-- direct reference -->
          <wsse:SecurityTokenReference wsu:Id="STR-1">
            <wsse:Reference URI="#uuid-2" ValueType="{x509}"/>
          </wsse:SecurityTokenReference>
        </ds:KeyInfo>
      </ds:Signature>
      <wsu:Timestamp wsu:Id="uuid-1">
        <wsu:Created>{created}</wsu:Created>
        <wsu:Expires>
          {expires}
        </wsu:Expires>
      </wsu:Timestamp>
    </wsse:Security>
    <other xmlns="urn:unknown" SOAP-ENV:mustUnderstand="0" id="bebas"/>
  </SOAP-ENV:Header>
  <SOAP-ENV:Body xmlns:wsu="{wsu}" wsu:Id="_0">
    <tanya><isi><![CDATA[y]]>&#97;</isi></tanya>
  </SOAP-ENV:Body>
</SOAP-ENV:Envelope>
"""
WSS4J_REFERENCE = """<ds:Reference URI="#{id}">
            <ds:Transforms>
              <ds:Transform Algorithm="{exc}">
                <ec:InclusiveNamespaces xmlns:ec="{exc}" PrefixList="{prefixes}"/>
              </ds:Transform>
            </ds:Transforms>
            <ds:DigestMethod Algorithm="{sha256}"/>
            <ds:DigestValue/>
          </ds:Reference>
          """
STYLES = {"wcf": (WCF, WCF_REFERENCE), "wss4j": (WSS4J, WSS4J_REFERENCE)}
MINUTE = timedelta(minutes=1)
PREFIX_LISTS = {"_0": "#default", "uuid-1": "wsse SOAP-ENV", "uuid-2": "wsu", "_3": "#default SOAP-ENV nobody"}


def foreign(style: str, signer, now, version: str = n.SOAP11) -> Message:
    """A message in another stack's manner."""
    template, reference = STYLES[style]
    token = b64encode(signer.certificate).decode()
    known = {"exc": n.EXC_C14N, "sha256": n.SHA256}
    stamps = [
        instant.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z" for instant in (now, now + 5 * MINUTE)
    ]
    text = template.format(
        soap=version, wsu=n.WSU, wsse=n.WSSE, wsa=n.WSA, ds=n.DS, x509=n.X509V3, base64=n.BASE64, **known,
        action=ACTION, created=stamps[0], expires=stamps[1], algorithm=signer.algorithm,
        token=token, token_in_lines="&#13;\n".join(token[i : i + 64] for i in range(0, len(token), 64)),
        references="".join(reference.format(id=id_, prefixes=listed, **known) for id_, listed in PREFIX_LISTS.items()),
    )  # fmt: skip
    return Message(text.encode()).sign_again(signer)


@pytest.mark.parametrize("version", [n.SOAP11, n.SOAP12])
@pytest.mark.parametrize("style", STYLES)
def test_it_is_accepted(signer, trust, now, style, version):
    read = verify(foreign(style, signer, now, version).raw, trust, now)
    assert "".join(read.body.itertext()) == "ya"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_it_is_accepted_in_other_bytes(signer, trust, now, encoding):
    verify(foreign("wss4j", signer, now).raw.decode().encode(encoding), trust, now)


@pytest.mark.parametrize("width", [4, 64, 76])
def test_line_breaks_in_what_is_base64(signer, trust, now, width):
    """Java writes &#13; before each line feed."""
    message = foreign("wcf", signer, now)

    def break_lines(element):
        element.text = "\r\n".join(element.text[i : i + width] for i in range(0, len(element.text), width))

    for digest in message.root.iter(n.DIGEST_VALUE):
        break_lines(digest)
    message.sign_info(signer)
    break_lines(message.signature_value)
    assert b"&#13;" in message.raw
    verify(message.raw, trust, now)


@pytest.mark.parametrize(
    "created", ["2026-11-20T02:00:00Z", "2026-11-20T09:00:00+07:00", "2026-11-19T16:00:00.123456789-10:00"]
)
def test_any_zone_and_fraction_of_a_second(signer, trust, now, created):
    message = foreign("wcf", signer, now)
    message.timestamp[0].text = created
    assert abs(verify(message.sign_again(signer).raw, trust, now).created - now) < MINUTE


def test_indentation_and_comments_added_on_the_way(signer, trust, now):
    """Outside of what is signed a gateway may print the message anew."""
    raw = foreign("wcf", signer, now).raw
    for tag in (b"<s:Header>", b"</s:Header>", b"<s:Body", b"<o:Security", b"<u:Timestamp", b"<Signature "):
        raw = raw.replace(tag, b"\n  <!-- jalan -->\t" + tag)
    verify(raw, trust, now)
