"""What is encrypted, and that whoever is meant reads it: our way, other stacks' ways, and through the whole program."""

from datetime import timedelta

import pytest
from lxml import etree

from adapter.security import (
    Certificate,
    FailedAuthentication,
    SecurityError,
    TrustedCertificates,
    key_decrypter,
    sign,
    verify,
    wrap,
)
from adapter.security import names as n
from adapter.security.canonical import canonical
from adapter.security.errors import InvalidSecurityToken
from tests.support import certificates, forge
from tests.support.forge import Message
from tests.support.sealing import DIGEST, MGF, Seal, data_of, key_of, value_of


@pytest.fixture
def own(now):
    return certificates.good(now, "rsa", "server", enciphers=True)


@pytest.fixture
def decrypter(own):
    return key_decrypter(own.key, own.certificate)


@pytest.fixture(params=[n.SOAP11, n.SOAP12])
def version(request):
    return request.param


def encrypted(signer, now, own, version=n.SOAP11):
    return sign(wrap(version, forge.question(now)), signer, now, encrypt_for=Certificate(own.certificate))


def test_nothing_of_the_content_is_left_and_all_of_it_is_read(signer, trust, now, own, decrypter, version):
    signed = encrypted(signer, now, own, version)
    assert b"petugas-uji" in signed.clear
    for word in (b"petugas-uji", b"cekStatus", b"41/K", b"kepala"):
        assert word not in signed.raw
    read = verify(signed.raw, trust, now, decrypter=decrypter)
    assert canonical(read.body) == canonical(Message(signed.clear).body[0])
    assert read.signature_value == signed.signature_value


def test_what_was_decrypted_is_the_message_that_was_signed(signer, trust, now, own, decrypter):
    """So that it can be kept, and verified in years by somebody without the key."""
    read = verify(encrypted(signer, now, own).raw, trust, now, decrypter=decrypter)
    again = verify(read.decrypted, trust, now)
    assert (again.replay_key, canonical(again.body)) == (read.replay_key, canonical(read.body))


def test_each_message_has_its_own_key_and_iv(signer, now, own):
    two = [Message(encrypted(signer, now, own).raw) for _ in range(2)]
    assert len({value_of(key_of(message)).text for message in two}) == 2
    assert len({value_of(data_of(message)).text[:16] for message in two}) == 2


def test_the_key_stands_before_the_signature_and_names_the_data(signer, now, own):
    message = Message(encrypted(signer, now, own).raw)
    assert message.security[0] is key_of(message)
    assert list(message.body) == [data_of(message)]
    assert message.body.get(n.ID)
    assert key_of(message).find(f"{n.REFERENCE_LIST}/{n.DATA_REFERENCE}").get("URI") == f"#{data_of(message).get('Id')}"


def test_namespaces_comments_and_space_of_the_content_survive(signer, trust, now, own, decrypter):
    """Prefixes that the envelope knows by other names, and one that only a value uses."""
    raw = f"""<s:Envelope xmlns:s="{n.SOAP11}" xmlns:a="urn:x" xmlns:b="urn:x" xmlns:v="urn:v"><s:Header/><s:Body>
      <b:tanya xmlns:b="urn:x" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="v:t">&#13; é</b:tanya>
    </s:Body></s:Envelope>"""
    tree = etree.fromstring(raw)
    signed = sign(tree, signer, now, encrypt_for=Certificate(own.certificate))
    read = verify(signed.raw, trust, now, decrypter=decrypter)
    assert read.body.text == "\r é"
    assert (read.body.prefix, read.body.nsmap["v"]) == ("b", "urn:v")


@pytest.mark.parametrize("how", ["issuer-serial", "thumbprint", "ski"])
def test_another_stacks_way_is_read(signer, trust, now, own, decrypter, how, version):
    clear = forge.request(signer, now, version, addressing=True)
    sealed = Seal(own.certificate)(clear, how=how)
    read = verify(sealed.raw, trust, now, decrypter=decrypter)
    assert canonical(read.body) == canonical(clear.body[0])


def test_honest_variants_are_read(signer, trust, now, own, decrypter):
    clear, seal = forge.request(signer, now), Seal(own.certificate)
    nameless, broken, spaced, other_order = seal(clear), seal(clear), seal(clear), seal(clear, parameters=MGF + DIGEST)
    data_of(nameless).remove(data_of(nameless).find(n.KEY_INFO))
    for part in (key_of(broken), data_of(broken)):
        text = value_of(part).text
        value_of(part).text = "\r\n".join(text[i : i + 76] for i in range(0, len(text), 76))
    data_of(spaced)[0].tail = data_of(spaced)[1].tail = "\n  "
    for message in (nameless, broken, spaced, other_order):
        verify(message.raw, trust, now, decrypter=decrypter)


def test_without_a_decrypter_nothing_encrypted_may_stand(signer, trust, now, own):
    clear, sealed = forge.request(signer, now), Message(encrypted(signer, now, own).raw)
    clear.security.insert(0, key_of(sealed))
    for message in (clear, Message(encrypted(signer, now, own).raw)):
        with pytest.raises(SecurityError):
            verify(message.raw, trust, now)


def test_with_one_a_message_in_clear_is_still_read_and_says_so(signer, trust, now, decrypter):
    assert verify(forge.request(signer, now).raw, trust, now, decrypter=decrypter).decrypted is None


def test_the_private_key_does_not_work_for_a_stranger_nor_without_a_signature(signer, trust, now, own, decrypter):
    class Untouched:
        certificate = decrypter.certificate

        def unwrap(self, _wrapped):
            raise AssertionError("the private key was used")

    def nobody(_certificate):
        raise FailedAuthentication("nobody")

    raw = encrypted(signer, now, own).raw
    with pytest.raises(FailedAuthentication):
        verify(raw, nobody, now, decrypter=Untouched())
    forged = Message(raw)
    forged.signature_value.text = Message(encrypted(signer, now, own).raw).signature_value.text
    with pytest.raises(SecurityError):
        verify(forged.raw, trust, now, decrypter=Untouched())


@pytest.mark.parametrize(("kind", "enciphers"), [("rsa", False), ("ec", False), ("ec", True)])
def test_nobody_encrypts_for_a_certificate_that_is_not_meant_for_it(signer, now, kind, enciphers):
    with pytest.raises(InvalidSecurityToken):
        encrypted(signer, now, certificates.good(now, kind, enciphers=enciphers))


def test_the_recipient_is_the_first_of_the_trusted_that_is_meant_for_it_today(now, own):
    ended = certificates.good(now - timedelta(days=900), "rsa", "server", enciphers=True)
    signs_only = certificates.good(now, "rsa")
    trusted = TrustedCertificates.of(one.certificate for one in (signs_only, ended, own))
    assert trusted.recipient(now).parsed == own.certificate
    with pytest.raises(InvalidSecurityToken):
        TrustedCertificates.of([signs_only.certificate]).recipient(now)


def test_the_key_never_shows(decrypter):
    assert repr(decrypter) == "KeyDecrypter(RSA-OAEP)"
