"""One distinguished name in the spellings of the stacks that write them."""

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from adapter.security.distinguished_name import parts_of
from tests.support.ends import ends

NAME = x509.Name(
    [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
        x509.NameAttribute(NameOID.STATE_OR_PROVINCE_NAME, "DKI Jakarta"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, 'BPJS, "Kesehatan"'),
        x509.NameAttribute(NameOID.EMAIL_ADDRESS, "uji@contoh.id"),
        x509.NameAttribute(NameOID.COMMON_NAME, "Kunci + uji é"),
    ]
)
SPELLINGS = {
    "rfc4514": NAME.rfc4514_string(),
    "java-rfc2253": r"CN=Kunci \+ uji é,1.2.840.113549.1.9.1=#160d756a6940636f6e746f682e6964,"
    r"O=BPJS\, \"Kesehatan\",ST=DKI Jakarta,C=ID",
    "java-to-string": r'CN="Kunci + uji é", EMAILADDRESS=uji@contoh.id, O="BPJS, \"Kesehatan\"", ST=DKI Jakarta, C=ID',
    "dotnet": r'CN="Kunci + uji é", E=uji@contoh.id, O="BPJS, \"Kesehatan\"", S=DKI Jakarta, C=ID',
    "openssl-order": r"C=ID, ST=DKI Jakarta, O=BPJS\, \22Kesehatan\22, emailAddress=uji@contoh.id, "
    r"CN=Kunci \+ uji \C3\A9",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spellings_of_one_name(spelling):
    assert parts_of(SPELLINGS[spelling]) == parts_of(NAME.rfc4514_string())


@pytest.mark.parametrize(
    "text", ["", "CN", "=x", "CN=x,", "CN=x,,O=y", 'CN="x', "CN=#1", "CN=#ff", "CN=\\ff", "a" * 3000, "CN=x;O"]
)
def test_what_is_no_name(text):
    assert parts_of(text) is None


@pytest.mark.parametrize("other", ["CN=a,O=c", "CN=a", "CN=a,O=b,O=b", "OU=a,O=b", "CN=a,O=B"])
def test_other_names(other):
    assert parts_of(other) != parts_of("CN=a,O=b")


OIDS = st.sampled_from([NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME])
VALUES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=15)


@given(st.lists(st.tuples(OIDS, VALUES), min_size=1, max_size=4))
def test_whatever_cryptography_writes_is_read(pairs):
    name = x509.Name([x509.NameAttribute(oid, text) for oid, text in pairs])
    assert parts_of(name.rfc4514_string()) == tuple(sorted((oid.dotted_string, text) for oid, text in pairs))


@given(st.text(max_size=200))
def test_no_text_makes_it_raise(text):
    parts_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "CN=" + " " * 1990 + '"',
        'CN="' + "\\\\" * 900,
        "CN=" + "\\ " * 900 + '"',
        "CN=#" + "00" * 950 + "0",
        "1." * 990,
    ],
)
def test_a_name_that_is_made_to_cost(text):
    """The message's sender is not known yet, and a regular expression holds up every other thread."""
    with ends():
        assert parts_of(text) is None
