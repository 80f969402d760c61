"""Any bit changed in what is signed, or in the signature (hazards, case 15)."""

import pytest

SIGNED = ("body", "timestamp", "token", "to", "signed_info")


def flipped(text: str, bit: int) -> str:
    """One bit of the text's middle character changed, to a character that XML allows."""
    middle = len(text) // 2
    return text[:middle] + chr(ord(text[middle]) ^ bit) + text[middle + 1 :]


@pytest.mark.parametrize("bit", [1, 2, 4, 8])
@pytest.mark.parametrize("part", ["body", "timestamp", "to"])
def test_in_every_text_that_is_signed(door, part, bit):
    honest = door.request(addressing=True)
    for index, element in enumerate(getattr(honest, part).iter()):
        if element.text:
            forged = honest.copy()
            changed = list(getattr(forged, part).iter())[index]
            changed.text = flipped(element.text, bit)
            door.refuses(forged, "wsse:FailedCheck")


@pytest.mark.parametrize("part", SIGNED)
def test_in_every_attribute_that_is_signed(door, part):
    honest = door.request(addressing=True)
    for index, element in enumerate(getattr(honest, part).iter()):
        for name, value in element.items():
            forged = honest.copy()
            list(getattr(forged, part).iter())[index].set(name, flipped(value, 1))
            door.refuses(forged, *ATTRIBUTE_CODES)


ATTRIBUTE_CODES = (
    "wsse:FailedCheck",
    "wsse:UnsupportedAlgorithm",
    "wsse:UnsupportedSecurityToken",
    "wsse:SecurityTokenUnavailable",
)


@pytest.mark.parametrize("part", SIGNED)
def test_in_the_name_of_every_element_that_is_signed(door, part):
    honest = door.request(addressing=True)
    for index in range(len(list(getattr(honest, part).iter()))):
        forged = honest.copy()
        changed = list(getattr(forged, part).iter())[index]
        changed.tag = flipped(str(changed.tag), 1)
        door.refuses(forged, "wsse:FailedCheck", "wsse:InvalidSecurity", "soap:Client")


@pytest.mark.parametrize("end", ["first", "middle", "last"])
def test_in_a_digest_the_signature_or_the_token(door, end):
    honest = door.request()
    for path in (".//{*}DigestValue", ".//{*}SignatureValue", ".//{*}BinarySecurityToken"):
        forged = honest.copy()
        element = forged.root.find(path)
        place = {"first": 0, "middle": len(element.text) // 2, "last": len(element.text.rstrip("=")) - 1}[end]
        text = element.text
        element.text = text[:place] + ("B" if text[place] == "A" else "A") + text[place + 1 :]
        codes = ["wsse:FailedCheck", "wsse:InvalidSecurity"]
        if "Token" in path:
            codes += ["wsse:InvalidSecurityToken", "wsse:FailedAuthentication"]
        door.refuses(forged, *codes)
