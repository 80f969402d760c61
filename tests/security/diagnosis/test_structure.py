"""The wrong shape: what stands where it must not, what is missing, what is named and not accepted."""

from copy import deepcopy
from hashlib import sha1

import pytest
from lxml import etree

from adapter.security import names as n
from adapter.security import sign
from tests.support import certificates, forge, slips


@pytest.fixture
def honest(now):
    return slips.message(now)


@pytest.fixture
def signer(now):
    return certificates.signer(now, "rsa")


def test_no_envelope(proven):
    assert proven(b"<tanya xmlns='urn:x'/>") == "BUKAN_ENVELOPE"


@pytest.mark.parametrize("children", [0, 2])
def test_body_without_or_with_two_children(honest, signer, proven, children):
    (child,) = honest.body
    for _ in range(children):
        honest.body.append(deepcopy(child))
    honest.body.remove(child)
    assert proven(honest.sign_again(signer)) == "ISI_BODY"


def test_two_bodies(honest, proven):
    etree.SubElement(honest.root, honest.soap("Body"))
    assert proven(honest) == "JUMLAH_BODY"


def test_something_behind_the_body(honest, proven):
    etree.SubElement(honest.root, forge.UNKNOWN)
    assert proven(honest) == "BAGIAN_DI_LUAR"


def test_one_id_on_two_elements(honest, proven):
    etree.SubElement(honest.header, forge.UNKNOWN, id=honest.body.get(n.ID))
    assert proven(honest) == "ID_GANDA"


def test_unknown_mandatory_header(honest, proven):
    etree.SubElement(honest.header, forge.UNKNOWN).set(honest.soap("mustUnderstand"), "1")
    assert proven(honest) == "HEADER_WAJIB_ASING"


def test_signed_by_two_handlers(honest, signer, now, told):
    assert told(sign(honest.root, signer, now).raw)[0] == "DUA_SECURITY"


def test_for_another_actor(honest, proven):
    honest.security.set(honest.soap("actor"), "urn:gateway")
    assert proven(honest) == "SECURITY_UNTUK_PIHAK_LAIN"


def test_not_signed_at_all(honest, proven):
    honest.root.remove(honest.header)
    assert proven(honest) == "TIDAK_ADA_SECURITY"


def test_security_of_a_draft(honest, told):
    raw = honest.raw.replace(n.WSSE.encode(), b"http://schemas.xmlsoap.org/ws/2002/07/secext")
    assert told(raw) == ["HEADER_WAJIB_ASING", "NAMESPACE_WSSE"]


def test_another_utility_namespace_is_named_once(honest, proven):
    raw = honest.raw.replace(n.WSU.encode(), n.WSU.replace("utility-1.0", "utility-1.1").encode())
    assert proven(raw) == "NAMESPACE_WSU"


@pytest.mark.parametrize("name", ["DerivedKeyToken", "SecurityContextToken"])
def test_a_symmetric_binding(honest, told, name):
    """.NET's sessions: WCF signs with HMAC under a key that both ends derive."""
    wsc = "http://docs.oasis-open.org/ws-sx/ws-secureconversation/200512"
    etree.SubElement(honest.security, f"{{{wsc}}}{name}")
    honest.signed_info.find(n.SIGNATURE_METHOD).set("Algorithm", f"{n.DS}hmac-sha1")
    assert told(honest) == ["KUNCI_SIMETRIS", "ALGORITME_LAIN"]


def test_a_body_whose_content_is_elsewhere(honest, told):
    etree.SubElement(honest.body[0], "{http://www.w3.org/2004/08/xop/include}Include", href="cid:1")
    assert told(honest) == ["XOP_DI_BODY", "ISI_BERUBAH"]


def test_timestamp_alone(honest, proven):
    honest.security.remove(honest.signature)
    assert proven(honest) == "TIDAK_ADA_TANDA_TANGAN"


def test_no_timestamp(honest, signer, proven):
    honest.security.remove(honest.timestamp)
    assert proven(honest.sign_again(signer, [honest.body, honest.token])) == "TIMESTAMP_TIDAK_ADA"


def test_username_token(honest, proven):
    etree.SubElement(honest.security, f"{{{n.WSSE}}}UsernameToken")
    assert proven(honest) == "BAGIAN_ASING"


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        (slips.INCLUSIVE, "C14N_INKLUSIF_DINYATAKAN"),
        (f"{n.EXC_C14N}WithComments", "C14N_KOMENTAR_DINYATAKAN"),
        ("http://www.w3.org/TR/1999/REC-xslt-19991116", "TRANSFORM_LAIN"),
    ],
)
def test_canonicalisation_of_signed_info(honest, now, proven, uri, code):
    honest.signed_info.find(n.C14N_METHOD).set("Algorithm", uri)
    read = slips.inclusive if uri == slips.INCLUSIVE else slips.canonical
    assert proven(slips.signed(honest, slips.pkcs1(now), read=read)) == code


def test_enveloped_signature_as_node_soap_does_by_default(honest, signer, proven):
    for transforms in honest.root.iter(n.TRANSFORMS):
        enveloped = etree.Element(n.TRANSFORM, Algorithm=slips.ENVELOPED)
        transforms.insert(0, enveloped)
    assert proven(honest.sign_info(signer)) == "TRANSFORM_ENVELOPED"


def test_no_transform(honest, now, told):
    reference = honest.reference(honest.token)
    reference.remove(reference.find(n.TRANSFORMS))
    slips.digested(honest, honest.token, now, slips.inclusive)
    assert told(honest) == ["TRANSFORM_TIDAK_ADA"]


def test_str_transform(honest, signer, proven):
    wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0"
    honest.reference(honest.token).find(f".//{n.TRANSFORM}").set("Algorithm", f"{wsse}#STR-Transform")
    assert proven(honest.sign_info(signer)) == "STR_TRANSFORM"


def test_two_timestamps(honest, told):
    honest.security.append(deepcopy(honest.timestamp))
    del honest.security[-1].attrib[n.ID]
    assert told(honest) == ["BAGIAN_BERULANG"]


def test_unsigned_confirmation(honest, proven):
    etree.SubElement(honest.security, n.CONFIRMATION, Value="AAAA")
    assert proven(honest) == "KONFIRMASI_TIDAK_DITANDATANGANI"


def test_too_many_references(honest, signer, told):
    for _ in range(30):
        honest.signed_info.append(deepcopy(honest.references[0]))
    assert told(honest.sign_info(signer)) == ["JUMLAH_REFERENCE", "DIRUJUK_DUA_KALI"]


@pytest.mark.parametrize("slip", ["object", "order", "no-key-info"])
def test_a_signature_put_together_by_hand(honest, proven, slip):
    if slip == "object":
        etree.SubElement(honest.signature, forge.OBJECT)
    elif slip == "order":
        honest.signature.append(honest.signed_info)
    else:
        honest.signature.remove(honest.signature.find(n.KEY_INFO))
    assert proven(honest) == "SUSUNAN_SIGNATURE"


@pytest.mark.parametrize(("uri", "code"), [("", "URI_KOSONG"), ("http://x.test/", "URI_LUAR")])
def test_reference_to_no_part(honest, signer, told, uri, code):
    honest.reference(honest.body).set("URI", uri)
    assert told(honest.sign_info(signer))[0] == code


def test_certificate_straight_in_key_info(honest, proven):
    key_info = honest.signature.find(n.KEY_INFO)
    key_info.remove(key_info[0])
    etree.SubElement(key_info, n.X509_DATA)
    assert proven(honest) == "KEYINFO_LAIN"


def test_sha1_digests(honest, signer, proven):
    for method in honest.root.iter(n.DIGEST_METHOD):
        method.set("Algorithm", slips.SHA1)
    for part in (honest.body, honest.token, honest.timestamp):
        digest = sha1(slips.canonical(part), usedforsecurity=False).digest()
        honest.reference(part).find(n.DIGEST_VALUE).text = slips.b64(digest)
    assert proven(honest.sign_info(signer)) == "DIGEST_SHA1"


def test_md5_digests(honest, signer, told):
    honest.reference(honest.body).find(n.DIGEST_METHOD).set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#md5")
    assert told(honest.sign_info(signer)) == ["DIGEST_LAIN", "DIGEST_TERTUKAR"]


@pytest.mark.parametrize(
    ("left_out", "code"),
    [
        ("body", "BODY_TIDAK_DITANDATANGANI"),
        ("timestamp", "TIMESTAMP_TIDAK_DITANDATANGANI"),
        ("token", "TOKEN_TIDAK_DITANDATANGANI"),
        ("to", "WSA_TIDAK_DITANDATANGANI"),
    ],
)
def test_a_part_left_unsigned(now, signer, proven, left_out, code):
    message = forge.request(signer, now, addressing=True)
    parts = [message.body, message.timestamp, message.token, *message.addressing]
    parts.remove(getattr(message, left_out))
    assert proven(message.sign_again(signer, parts)) == code


def test_unqualified_id_as_node_soap_does_by_default(honest, signer, proven):
    honest.body.set("Id", honest.body.attrib.pop(n.ID))
    assert proven(honest.sign_again(signer)) == "ID_TANPA_WSU"


def test_id_taken_away_on_the_way(honest, proven):
    del honest.body.attrib[n.ID]
    assert proven(honest) == "ID_TIDAK_ADA"


def test_one_part_twice(honest, signer, proven):
    honest.signed_info.append(deepcopy(honest.reference(honest.body)))
    assert proven(honest.sign_info(signer)) == "DIRUJUK_DUA_KALI"


def test_payload_signed_instead_of_the_body(honest, signer, proven):
    message = honest.sign_again(signer, [honest.body[0], honest.timestamp, honest.token])
    assert proven(message) == "RUJUKAN_ANAK_BODY"


def test_signed_part_moved_away(honest, told):
    assert "BAGIAN_TERSEMBUNYI" in told(forge.move(honest, "body", "in-a-wrapper", "no-id"))


def test_encrypted_body(honest, told):
    (child,) = honest.body
    honest.body.replace(child, etree.Element("{http://www.w3.org/2001/04/xmlenc#}EncryptedData"))
    assert told(honest) == ["BODY_TERENKRIPSI"]
