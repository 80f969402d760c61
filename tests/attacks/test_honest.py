"""What other stacks do honestly, and gateways on the way: it must be accepted, both ways (hazards, case 16)."""

from base64 import b64encode

import pytest
from lxml import etree

from adapter.security import names as n
from adapter.security.algorithms import DIGESTS
from adapter.security.canonical import canonical
from tests.support import forge
from tests.support.forge import Message


def other_prefixes(message, signer):
    raw = message.raw
    for mine, other in ((b"wsse", b"o"), (b"wsu", b"u"), (b"ds", b"sig"), (b"soap", b"SOAP-ENV")):
        for before, behind in ((b"<", b":"), (b"</", b":"), (b"xmlns:", b"="), (b" ", b":")):
            raw = raw.replace(before + mine + behind, before + other + behind)
    return Message(raw).sign_again(signer)


def indentation_outside_of_what_is_signed(message, _signer):
    for parent in (message.header, message.security, message.signature, message.signature[-1]):
        parent.text = "\n  "
        for child in parent:
            child.tail = "\n  "
    return message


def prefix_lists(message, signer):
    for index, parent in enumerate([message.signed_info[0], *message.signed_info.iter(n.TRANSFORM)]):
        listed = ("#default soap", "wsse", "", "wsu nobody")[index % 4]
        etree.SubElement(parent, n.INCLUSIVE_NAMESPACES, PrefixList=listed)
    return message.sign_again(signer)


def carriage_returns_in_base64(message, signer):
    """Java writes &#13; before each line feed."""

    def broken(text):
        return "\r\n".join(text[at : at + 60] for at in range(0, len(text), 60))

    message.token.text = broken(message.token.text)
    message.sign_again(signer)
    for digest in message.signed_info.iter(n.DIGEST_VALUE):
        digest.text = broken(digest.text)
    message.sign_info(signer)
    message.signature_value.text = broken(message.signature_value.text)
    assert message.raw.count(b"&#13;") > 3
    return message


def another_order_in_the_security_header(message, _signer):
    message.security[:] = list(message.security)[::-1]
    return message


def larger_digests(message, signer):
    """Each reference may have its own."""
    for reference, (uri, make) in zip(message.references, DIGESTS.items(), strict=False):
        reference.find(n.DIGEST_METHOD).set("Algorithm", uri)
        reference.find(n.DIGEST_VALUE).text = b64encode(make(canonical(message.named(reference))).digest()).decode()
    return message.sign_info(signer)


MANNERS = [
    other_prefixes,
    indentation_outside_of_what_is_signed,
    prefix_lists,
    carriage_returns_in_base64,
    another_order_in_the_security_header,
    larger_digests,
]


@pytest.mark.parametrize("manner", MANNERS)
def test_it_is_accepted(way, manner):
    way.accepts(lambda message: manner(message, way.signer))


@pytest.mark.parametrize("kept", ["with-token", "without-token"])
@pytest.mark.parametrize("how", ["issuer-serial", "ski", "thumbprint"])
def test_the_signer_is_named(way, how, kept):
    def change(message):
        forge.name_signer(message, how, way.certificate)
        return message if kept == "with-token" else forge.without_token(message, way.signer)

    way.accepts(change)
