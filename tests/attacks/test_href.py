"""href and id, by which SOAP encoding moves content about (hazards, fact 3 and case 13)."""

import pytest
from lxml import etree

from tests.support.forge import UNKNOWN

HREFS = ("href", "{http://www.w3.org/1999/xlink}href", "{http://www.w3.org/2003/05/soap-encoding}ref")


@pytest.mark.parametrize("attribute", HREFS)
def test_an_href_in_the_signed_body_to_an_unsigned_header(door, attribute):
    """spyne would put the header's text in the place of idPengguna."""
    message = door.request()
    user = next(message.body.iter("{*}idPengguna"))
    user.set(attribute, "#luar")
    user.text = None
    message.sign_again(door.signer)
    etree.SubElement(message.header, UNKNOWN, id="luar").text = "penyerang"
    door.refuses(message, "soap:Client")


def test_an_href_that_leads_to_itself(door):
    message = door.request()
    message.body[0].set("id", "lingkar")
    message.body[0][0].set("href", "#lingkar")
    door.refuses(message.sign_again(door.signer), "soap:Client")


def test_a_header_that_claims_the_place_of_an_element(door):
    """Ids in unsigned headers are never followed: the signed text is what is read."""
    message = door.request()
    etree.SubElement(message.header, UNKNOWN, id="idPengguna", href="#kepala").text = "penyerang"
    door.accepts(message)


def test_an_xop_include_in_the_signed_body(door):
    message = door.request()
    user = next(message.body.iter("{*}idPengguna"))
    user.text = None
    etree.SubElement(user, "{http://www.w3.org/2004/08/xop/include}Include", href="cid:1")
    door.refuses(message.sign_again(door.signer), "soap:Client")
