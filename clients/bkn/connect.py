"""How BKN reaches a partner: with its own key, and the partner's certificate."""

from pathlib import Path

from clients.base import Connection
from clients.bkn import BknClient
from clients.errors import ClientError


def connection_to(kind: type[BknClient], alamat: str, kunci_di: Path, pengguna: str) -> Connection:
    """How BKN reaches a partner. Raises OperatorError for a file that is no key, ClientError for an address."""
    if not alamat.startswith(("http://", "https://")):
        raise ClientError(f"--alamat {alamat}: bukan alamat peladen; awali dengan http:// atau https://")
    return Connection.from_files(
        alamat,
        key=kunci_di / "server.key.pem",
        certificate=kunci_di / "server.cert.pem",
        server_certificate=kunci_di / f"{kind.agreement.partner_code}.cert.pem",
        user=pengguna,
    )
