"""The second contract: the same WSDL with WS-SecurityPolicy 1.2 in it, from which CXF and WCF configure themselves.

The plain one stays beside it, for zeep and PHP read no policy. What the policy cannot say is told to partners outside
of it: no name of a suite says which RSA is meant (WSS4J: SHA-1, WCF: SHA-256), and none says PSS, ECDSA or Ed25519.
CXF holds answers to the one algorithm that it signs with: by the policy, a partner signs as BKN's own key does.
"""

from lxml import etree

_WSDL = "http://schemas.xmlsoap.org/wsdl/"
_WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
_WSP = "http://www.w3.org/ns/ws-policy"
_SP = "http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"
_WSA = "http://www.w3.org/2005/08/addressing"
_CXF = "http://cxf.apache.org/custom/security-policy"
_PREFIXES: dict[str | None, str] = {"wsp": _WSP, "sp": _SP, "wsu": _WSU}

BINDING_ID, MESSAGE_ID = "kebijakanLayanan", "kebijakanPesan"
_MESSAGES = ("input", "output", "fault")

_SUITE = "<sp:Basic256Sha256/>"
# Basic256Sha256 would be AES-CBC, and CXF's Basic256GCM digests with SHA-1. This one is SHA-256 and AES-256-GCM, and
# leaves the key transport (RSA 1.5 if nothing is said) to CXF's properties.
_ENCRYPTING_SUITE = f'<cxf:CustomAlgorithmSuite xmlns:cxf="{_CXF}"/>'

# WCF's importer wants OnlySignEntireHeadersAndBody, and drops a binding over any assertion that it does not know.
_BINDING = """
<wsp:Policy xmlns:wsp="{wsp}" xmlns:sp="{sp}"><wsp:ExactlyOne><wsp:All>
  <sp:AsymmetricBinding><wsp:Policy>
    <sp:InitiatorToken><wsp:Policy>
      <sp:X509Token sp:IncludeToken="{sp}/IncludeToken/AlwaysToRecipient">
        <wsp:Policy><sp:WssX509V3Token10/></wsp:Policy>
      </sp:X509Token>
    </wsp:Policy></sp:InitiatorToken>
    <sp:RecipientToken><wsp:Policy>
      <sp:X509Token sp:IncludeToken="{sp}/IncludeToken/AlwaysToInitiator">
        <wsp:Policy><sp:WssX509V3Token10/></wsp:Policy>
      </sp:X509Token>
    </wsp:Policy></sp:RecipientToken>
    <sp:AlgorithmSuite><wsp:Policy>{suite}</wsp:Policy></sp:AlgorithmSuite>
    <sp:Layout><wsp:Policy><sp:Lax/></wsp:Policy></sp:Layout>
    <sp:IncludeTimestamp/>
    <sp:ProtectTokens/>
    <sp:OnlySignEntireHeadersAndBody/>
  </wsp:Policy></sp:AsymmetricBinding>
  <sp:Wss11><wsp:Policy>
    <sp:MustSupportRefKeyIdentifier/>
    <sp:MustSupportRefIssuerSerial/>
    <sp:RequireSignatureConfirmation/>
  </wsp:Policy></sp:Wss11>
</wsp:All></wsp:ExactlyOne></wsp:Policy>"""

_MESSAGE = """
<wsp:Policy xmlns:wsp="{wsp}" xmlns:sp="{sp}"><wsp:ExactlyOne><wsp:All>
  <sp:SignedParts><sp:Body/><sp:Header Namespace="{wsa}"/></sp:SignedParts>{encrypted}
</wsp:All></wsp:ExactlyOne></wsp:Policy>"""
_ENCRYPTED = "<sp:EncryptedParts><sp:Body/></sp:EncryptedParts>"


def with_security_policy(wsdl: bytes, *, encrypt_body: bool = False) -> bytes:
    """A finished WSDL with the policy attached to every binding and every message of it, printed alike.

    With `encrypt_body` each Body must be encrypted too, after it was signed.
    """
    plain = etree.fromstring(wsdl, etree.XMLParser(remove_blank_text=True))
    # The prefixes of the policy belong to the root, where a parsed element takes no more.
    prefixes = {**plain.nsmap, **_PREFIXES}
    root = etree.Element(plain.tag, dict(plain.attrib), nsmap=prefixes)
    root.extend(plain)
    suite, encrypted = (_ENCRYPTING_SUITE, _ENCRYPTED) if encrypt_body else (_SUITE, "")
    root.insert(1, _policy(BINDING_ID, _BINDING.format(wsp=_WSP, sp=_SP, suite=suite)))
    root.insert(2, _policy(MESSAGE_ID, _MESSAGE.format(wsp=_WSP, sp=_SP, wsa=_WSA, encrypted=encrypted)))
    for binding in root.iterfind(f"{{{_WSDL}}}binding"):
        _refer(binding, BINDING_ID)
        for name in _MESSAGES:
            for message in binding.iterfind(f"{{{_WSDL}}}operation/{{{_WSDL}}}{name}"):
                _refer(message, MESSAGE_ID)
    etree.cleanup_namespaces(root, keep_ns_prefixes=[prefix for prefix in prefixes if prefix])
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _policy(name: str, text: str) -> etree._Element:
    policy = etree.fromstring(text, etree.XMLParser(remove_blank_text=True))
    policy.set(f"{{{_WSU}}}Id", name)
    return policy


def _refer(subject: etree._Element, name: str) -> None:
    subject.insert(0, etree.Element(f"{{{_WSP}}}PolicyReference", URI=f"#{name}"))
