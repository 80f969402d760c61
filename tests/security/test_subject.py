"""Whose certificate it is, by its subject."""

import pytest
from cryptography import x509

from adapter.errors import OperatorError
from adapter.security.subject import parse_subject


def name(text):
    return x509.Name.from_rfc4514_string(text)


EXACT = "CN=Layanan BPJS,O=BPJS Kesehatan,C=ID"


@pytest.mark.parametrize(
    ("subject", "fits"),
    [
        (EXACT, True),
        ("CN=Layanan BPJS,O=BPJS Kesehatan", False),
        ("CN=Layanan BPJS,OU=TI,O=BPJS Kesehatan,C=ID", False),
        ("C=ID,O=BPJS Kesehatan,CN=Layanan BPJS", False),
        ("CN=layanan bpjs,O=BPJS Kesehatan,C=ID", False),
        ("CN=Layanan BPJS+O=BPJS Kesehatan,C=ID", False),
    ],
)
def test_the_whole_name(subject, fits):
    assert parse_subject(EXACT, exact=True).fits(name(subject)) is fits


@pytest.mark.parametrize(
    ("subject", "fits"),
    [
        ("CN=apa pun,O=BPJS Kesehatan,C=ID", True),
        ("C=ID,O=BPJS Kesehatan", True),
        ("CN=apa pun,O=BPJS Kesehatan", False),
        ("CN=apa pun,O=BPJS Kesehatan Palsu,C=ID", False),
        ("CN=BPJS Kesehatan,C=ID", False),
        ("O=BPJS Kesehatan,O=Instansi lain,C=ID", False),
        ("O=BPJS Kesehatan+O=Instansi lain,C=ID", False),
    ],
)
def test_attributes_that_it_must_have_and_no_second_of_their_kind(subject, fits):
    assert parse_subject("O=BPJS Kesehatan,C=ID", exact=False).fits(name(subject)) is fits


def test_it_is_written_as_it_is_read():
    text = "CN=Layanan\\, uji,serialNumber=1,organizationIdentifier=NTRID-1,2.5.4.12=Jabatan"
    assert parse_subject(parse_subject(text, exact=True).text, exact=True) == parse_subject(text, exact=True)


@pytest.mark.parametrize(("text", "exact"), [("", True), ("BPJS", True), ("XX=BPJS", True), ("O= ", False)])
def test_what_is_no_name(text, exact):
    with pytest.raises(OperatorError):
        parse_subject(text, exact=exact)


def test_a_country_is_everybodys():
    with pytest.raises(OperatorError, match="a country alone"):
        parse_subject("C=ID", exact=False)
