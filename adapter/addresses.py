"""Addresses as an operator writes them."""

from urllib.parse import urlsplit


def web_address(text: str) -> str:
    """The address of a server, without a slash at its end. Raises ValueError, which does not quote it."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError("not an address; its host or port is none") from None
    if port == 0 or not parts.hostname or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise ValueError("not an address; https://HOST[:PORT][/PATH]")
    return text.rstrip("/")


def addresses_by_code(text: str) -> dict[str, str]:
    """CODE=URL, set apart by commas. Raises ValueError with a line for each mistake."""
    found: dict[str, str] = {}
    wrong = []
    for number, pair in enumerate((one for one in text.split(",") if one.strip()), 1):
        code, _, url = (part.strip() for part in pair.partition("="))
        if not code or not url:
            wrong.append(f"part {number} is not CODE=URL; they are set apart by commas")
        elif code in found:
            wrong.append(f"{code}: stands there twice")
        else:
            found[code] = url
    for code, url in found.items():
        try:
            found[code] = web_address(url)
        except ValueError as error:
            wrong.append(f"{code}: {error}")
    if wrong:
        raise ValueError("\n".join(wrong))
    return found
