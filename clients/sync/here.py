"""The site of this installation, from its settings: its database and keys, and the other parties it is told of."""

from adapter.agreements.terms import Agreement
from adapter.cli.desk import Desk
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.readiness import load_revocation
from adapter.records.database import reading
from adapter.registry.enrolled import certificates, signing_for
from adapter.security import TrustedCertificates, load_decrypter, load_signer, parse_certificate
from adapter.soap.course import Parts
from clients.base import Connection
from clients.sync.site import Site

USER = "jembatan-sync"
"""What stands in idPengguna: the program, and nobody who sits before it."""

NOWHERE = "http://map.invalid"
"""The address of a party that is reached by a folder: nothing is ever sent there (RFC 2606)."""


def site_of(desk: Desk, size: int, *, by_file: bool = False) -> Site:
    """What the settings describe, with so many records on a page. Raises OperatorError, StoreUnavailable.

    What goes `by_file` needs no address of the other party.
    """
    settings = desk.settings
    signer = load_signer(settings.server_key, settings.server_certificate)
    revocation = load_revocation(settings)

    def connect(agreement: Agreement) -> Connection:
        pair = (settings.server_key, settings.server_certificate)
        return Connection(
            address=NOWHERE if by_file else _address(desk, agreement),
            signer=signer,
            trusted=_trusted(desk, agreement),
            user=USER,
            decrypter=load_decrypter(*pair) if agreement.encrypt_body else None,
            revocation=revocation,
        )

    return Site(desk.engine, desk.vault, system_clock, desk.catalogue, connect, size=size)


def require_end(desk: Desk, code: str) -> None:
    """Nothing where the agreement is exchanged at this end. Raises OperatorError at another partner's."""
    own = desk.settings.mitra
    if code not in (agreement.code for agreement in desk.catalogue.agreements):
        raise OperatorError(f"{code}: this is the end of {own} (JEMBATAN_MITRA), at which nothing else is exchanged")


def _address(desk: Desk, agreement: Agreement) -> str:
    url = desk.settings.peer_urls.get(agreement.code)
    if url is None:
        raise OperatorError(
            f"{agreement.code}: the other party's address is not known; set JEMBATAN_PEER_URLS={agreement.code}=https://..."
        )
    return url


def _trusted(desk: Desk, agreement: Agreement) -> TrustedCertificates:
    """The certificates that sign for the other party here, newest first."""
    with reading(desk.engine) as session:
        found = [
            parse_certificate(row.certificate)
            for row in reversed(certificates(session))
            if row.removed_at is None and agreement.code in signing_for(session, row.thumbprint)
        ]
    if not found:
        raise OperatorError(
            f"{agreement.code}: no certificate of the other party is registered; `jembatan partner add` it"
        )
    return TrustedCertificates(tuple(found))


def parts_of(desk: Desk) -> Parts:
    """What this installation answers requests with, as its server does. Raises OperatorError."""
    pair = (desk.settings.server_key, desk.settings.server_certificate)
    return Parts(
        engine=desk.engine,
        vault=desk.vault,
        signer=load_signer(*pair),
        clock=system_clock,
        catalogue=desk.catalogue,
        revocation=load_revocation(desk.settings),
        decrypter=load_decrypter(*pair) if desk.catalogue.encrypts else None,
    )
