import pytest

from adapter.addresses import addresses_by_code, web_address
from adapter.errors import OperatorError
from adapter.settings import load


def test_addresses_by_code():
    assert addresses_by_code(" A=https://a.example/, B = http://[::1]:8080/x ,") == {
        "A": "https://a.example", "B": "http://[::1]:8080/x",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["a.example", "ftp://a", "https://", "https://:80", "https://a:99999", "https://a:0", "https://[a", "http://a?b"],
)
def test_what_is_no_address(text):
    with pytest.raises(ValueError, match=r"^not an address; "):
        web_address(text)


def test_every_mistake_has_its_line_and_none_quotes_an_address():
    given = "BPJS,SIGTK=rahasia,SIGTK=https://a.example,=https://b.example,PANRB=https://c.example:x"
    with pytest.raises(OperatorError) as told:
        load(None, {"JEMBATAN_PEER_URLS": given})
    assert str(told.value).splitlines() == [
        "JEMBATAN_PEER_URLS: part 1 is not CODE=URL; they are set apart by commas",
        "JEMBATAN_PEER_URLS: SIGTK: stands there twice",
        "JEMBATAN_PEER_URLS: part 4 is not CODE=URL; they are set apart by commas",
        "JEMBATAN_PEER_URLS: SIGTK: not an address; https://HOST[:PORT][/PATH]",
        "JEMBATAN_PEER_URLS: PANRB: not an address; its host or port is none",
    ]
