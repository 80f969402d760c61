"""The diagnosis as a whole: the pipeline's verdict, its steps, what can be asked for, and what it costs."""

from datetime import datetime
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from adapter import limits
from adapter.clock import WIB
from adapter.security import SecurityError, names, verify
from adapter.security.diagnosis import SIGNED_INFO, diagnose
from adapter.security.diagnosis.mistakes import MISTAKES, cause
from tests.security.test_foreign_messages import STYLES, foreign
from tests.support import certificates, forge, slips
from tests.support.certificates import ALGORITHMS, name_of
from tests.support.ends import ends


@pytest.mark.parametrize("algorithm", ALGORITHMS, ids=name_of)
@pytest.mark.parametrize("version", [names.SOAP11, names.SOAP12])
def test_an_honest_message_is_accepted_without_a_word(now, trusted, algorithm, version):
    message = forge.request(certificates.signer(now, *algorithm), now, version, addressing=True)
    diagnosis = diagnose(message.raw, trust=trusted.require, now=now)
    assert (diagnosis.accepted, diagnosis.fault, diagnosis.causes) == (True, None, ())
    assert [step.verdict for step in diagnosis.steps] == ["LULUS"] * 7 + ["TIDAK_DIPERIKSA"]
    assert len(diagnosis.references) == len(message.references)
    assert all(reference.fits for reference in diagnosis.references)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_so_is_that_of_another_stack(now, trusted, rsa, style, encoding):
    raw = foreign(style, rsa, now).raw.decode().encode(encoding)
    diagnosis = diagnose(raw, trust=trusted.require, now=now)
    assert diagnosis.accepted
    assert all(reference.fits for reference in diagnosis.references)


def test_a_spoilt_message_of_another_stack_is_explained_too(now, rsa, told):
    message = foreign("wss4j", rsa, now)
    message.body[0][0].text = "tidak"
    assert told(message) == ["ISI_BERUBAH"]
    message = foreign("wcf", rsa, now)
    etree.indent(message.body)
    assert told(message) == ["DISUSUN_ULANG"]


def test_the_steps_say_what_was_found(now, trusted):
    diagnosis = diagnose(slips.message(now).raw, trust=trusted.require, now=now)
    found = {step.number: " | ".join(step.findings) for step in diagnosis.steps}
    assert "SOAP 1.1 | Body berisi cekStatusPerjanjian" in found[2]
    assert "BinarySecurityToken, Timestamp, Signature | 3 Reference" in found[3]
    assert "sertifikat CN=BPJS\\, kunci uji" in found[4]
    assert "jam server 2026-11-20T02:00:00.000Z" in found[7]
    assert "tepat sama" in found[7]
    assert "jangan kirim dua kali" in found[8]


def test_canonical_bytes_on_request(now, trusted):
    message = slips.message(now)
    diagnosis = diagnose(message.raw, trust=trusted.require, now=now)
    body = message.body.get(names.ID)
    assert diagnosis.canonical(body) == diagnosis.canonical(f"#{body}") == slips.canonical(message.body)
    assert diagnosis.canonical(SIGNED_INFO) == slips.canonical(message.signed_info)
    assert diagnosis.canonical("tidak-ada") is None


def test_what_is_refused_for_no_known_reason_says_so(now, trusted):
    message = slips.message(now)
    method = message.signed_info.find(names.C14N_METHOD)
    etree.SubElement(method, names.INCLUSIVE_NAMESPACES, PrefixList=" ".join(f"a{i}" for i in range(21)))
    diagnosis = diagnose(message.sign_info(certificates.signer(now, "rsa")).raw, trust=trusted.require, now=now)
    assert [(cause.code, cause.proven) for cause in diagnosis.causes] == [("TIDAK_DIKENALI", False)]
    assert "wsse:InvalidSecurity" in diagnosis.causes[0].sentence


@pytest.mark.parametrize("place", forge.PLACES)
@pytest.mark.parametrize("part", ["body", "timestamp", "token"])
def test_wrapped_messages_have_a_cause_too(now, trusted, part, place):
    honest = slips.message(now)
    for ids in forge.IDS:
        diagnosis = diagnose(forge.move(honest, part, place, ids).raw, trust=trusted.require, now=now)
        assert not diagnosis.accepted
        assert [cause for cause in diagnosis.causes if cause.code != "TIDAK_DIKENALI"]


@pytest.mark.parametrize("code", MISTAKES)
def test_every_cause_can_be_told(code):
    mistake = MISTAKES[code]
    fields = {field for _, field, *_ in Formatter().parse(mistake.sentence + mistake.action) if field}
    told = cause(code, **dict.fromkeys(fields, "X" * 200))
    assert told.sentence.endswith(".")
    assert told.action.endswith(".")
    assert "X" * 101 not in told.sentence + told.action
    assert 0 <= mistake.step <= 7


@settings(deadline=None)
@given(st.data())
def test_the_verdict_is_the_pipelines_whatever_the_bytes(honest_and_trust, data):
    """Bytes cut, doubled and changed: the same verdict as verify's, and no exception."""
    raw, trust, now = honest_and_trust
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 60)))
        raw = raw[:start] + data.draw(st.binary(max_size=6)) * data.draw(st.integers(0, 2)) + raw[end:]
    try:
        verify(raw, trust, now)
        accepted = True
    except SecurityError:
        accepted = False
    diagnosis = diagnose(raw, trust=trust, now=now)
    assert diagnosis.accepted == accepted
    assert bool(diagnosis.causes) != accepted


@pytest.fixture(scope="module")
def honest_and_trust():
    now = datetime(2026, 11, 20, 9, 0, tzinfo=WIB)
    return slips.message(now).raw, lambda _: None, now


def heavy(now, inside, kind="rsa"):
    """A message whose changed Body holds all this: every hypothesis is tried on it."""
    message = slips.message(now, kind)
    message.body[0].append(etree.fromstring(inside))
    return message.raw


NAMESPACES = " ".join(f'xmlns:n{number}="urn:n{number}"' for number in range(25))
HEAVY = {
    "elements": f"<a>{'<b/>' * 20_000}</a>",
    "namespaces": f"<a {NAMESPACES}>{'<n1:b/>' * 10_000}</a>",
    "starts-without-end": f"<a><![CDATA[{'<soap:Body ' * 100_000}]]></a>",
    "spaces": f"<a>{' ' * 1_000_000}</a>",
    "letters": f"<a>{'é' * 300_000}</a>",
    "nested": "<a>" * 20 + "</a>" * 20,
}


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_message_costs_little(now, trusted, name):
    raw = heavy(now, HEAVY[name])
    with ends():
        diagnosis = diagnose(raw, trust=trusted.require, now=now)
    assert not diagnosis.accepted


def crowded(now, name):
    """A message with very many of one thing."""
    message = slips.message(now)
    reference = etree.tostring(message.references[0]).replace(b"=</ds:D", b"</ds:D")
    places = {
        "references": (b"</ds:SignedInfo>", reference * 2000),
        "bodies": (b"</soap:Envelope>", b"<soap:Body/>" * 20_000),
        "strays": (b"</soap:Envelope>", b"<soap:Stray/>" * 20_000),
        "headers": (b"</soap:Header>", b'<wsa:To xmlns:wsa="http://www.w3.org/2005/08/addressing"/>' * 15_000),
        "ids": (b"</soap:Header>", b"".join(b'<x Id="%d"/><x Id="%d"/>' % (i, i) for i in range(12_000))),
        "namespaces": (b"</soap:Body>", b"".join(b'<q%d:a xmlns:q%d="urn:%d"/>' % (i, i, i) for i in range(10_000))),
        "declarations": (b"</soap:Body>", f"<a {NAMESPACES}/>".encode() * 4_000),
    }
    before, more = places[name]
    return message.raw.replace(b"petugas-uji", b"lain").replace(before, more + before)


@pytest.mark.parametrize("name", ["references", "bodies", "strays", "headers", "ids", "namespaces", "declarations"])
def test_a_crowded_message_costs_little(now, trusted, name):
    with ends():
        diagnosis = diagnose(crowded(now, name), trust=trusted.require, now=now)
    assert 0 < len(diagnosis.causes) <= limits.MAX_PROBLEMS


def test_the_slowest_signature_costs_little(now, trusted):
    message = slips.message(now, "ec384")
    message.signature_value.text = slips.b64(b"\x01" * 96)
    with ends():
        diagnosis = diagnose(message.raw, trust=trusted.require, now=now)
    assert [cause.code for cause in diagnosis.causes] == ["KUNCI_BUKAN_PASANGAN", "SIGNEDINFO_BERUBAH"]
