"""A partner signs nonsense. Whatever stands in its message, verify gives a SecurityError and nothing else."""

import contextlib
from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from adapter.security import SecurityError, verify
from adapter.security import names as n
from tests.attacks.conftest import honest_of
from tests.support import forge
from tests.support.forge import Message

TAGS = [tag for tag in vars(n).values() if isinstance(tag, str) and tag.startswith("{")]
TAGS += [f"{{{n.SOAP11}}}{name}" for name in ("Envelope", "Header", "Body", "Fault")]
TAGS += ["x", "{relative}x", forge.UNKNOWN]
ATTRIBUTES = ["URI", "Algorithm", "PrefixList", "Value", "ValueType", "EncodingType", "Id", n.ID, forge.XML_ID]
ATTRIBUTES += ["{relative}x", f"{{{n.SOAP11}}}actor", f"{{{n.SOAP11}}}mustUnderstand"]
TEXTS = ["", "#", "#None", "#default", "a b", " \t\r\n", "é", "\U0001f600", "A" * 3000, "====", "%00", "<&'\"", "1"]
TEXTS += ["0000-00-00T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+23:59", n.EXC_C14N, n.SHA256, n.X509V3]

CHANGES = {
    "rename": lambda element, draw: setattr(element, "tag", draw(TAGS)),
    "remove": lambda element, _: element.getparent().remove(element),
    "double": lambda element, _: element.addnext(deepcopy(element)),
    "add": lambda element, draw: element.insert(0, etree.Element(draw(TAGS))),
    "set": lambda element, draw: element.set(draw(ATTRIBUTES), draw(TEXTS)),
    "say": lambda element, draw: setattr(element, "text", draw(TEXTS)),
    "bare": lambda element, _: element.attrib.clear(),
    "empty": lambda element, _: element.clear(),
}


def nonsense(message: Message, data: st.DataObject) -> Message:
    for _ in range(data.draw(st.integers(1, 4))):
        elements = list(message.root.iter())[1:]
        if not elements:
            break
        change = CHANGES[data.draw(st.sampled_from(sorted(CHANGES)))]
        change(data.draw(st.sampled_from(elements)), lambda words: data.draw(st.sampled_from(words)))
    return message


@given(data=st.data())
def test_it_is_a_security_error(worlds, data):
    world = worlds("ec")
    message = nonsense(honest_of(world, n.SOAP11).copy(), data)
    with contextlib.suppress(AssertionError, AttributeError, KeyError, SecurityError):
        message.sign_again(world.signer("BPJS"))  # as far as it still can be signed
    with contextlib.suppress(SecurityError):
        verify(message.raw, lambda _: None, world.now)
