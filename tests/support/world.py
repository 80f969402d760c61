"""A whole BKN in one process: the real application, the real clients, and the wire between them in memory."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from adapter.agreements.operation import Service
from adapter.agreements.terms import ADMINISTRATION
from adapter.app import Application
from adapter.exchange.worker import Worker
from adapter.journal.models import Access, Entry
from adapter.journal.strangers import Strangers
from adapter.records.database import reading, writing
from adapter.records.vault import Vault
from adapter.registry import enrolled, store
from adapter.registry.authorities import trust_authority
from adapter.registry.catalogue import Catalogue, load_agreements
from adapter.registry.effective import ElementChange
from adapter.security import KeyDecrypter, KeySigner, TrustedCertificates, key_decrypter, key_signer
from adapter.security.keys import Algorithm, Identity
from adapter.security.path import Authority
from adapter.security.revocation import Revocation
from adapter.security.subject import parse_subject
from adapter.soap.course import Parts
from clients.base import Connection, PartnerClient
from clients.bkn import BknClient
from clients.bpjs import BpjsClient
from clients.bpum import BpumClient
from clients.panrb import PanrbClient
from clients.sigtk import SigtkClient
from clients.taspen import TaspenClient
from tests.support import certificates
from tests.support.partner_host import PartnerHost

ADDRESS = "http://bkn.test"
BknClientT = TypeVar("BknClientT", bound=BknClient)


PARTNERS = tuple(agreement.code for agreement in load_agreements().agreements)
ENDED = ("BPJS", "BPUM", "PANRB", "SIGTK")
"""On the tests' day all but Taspen's have ended."""


class _Identities(dict[str, Identity]):
    """Keys and certificates by name, made when somebody first asks: keys are slow."""

    def __init__(self, day: datetime, algorithm: Algorithm, *, enciphers: bool) -> None:
        super().__init__()
        self._make = partial(certificates.good, day, algorithm, enciphers=enciphers)

    def __missing__(self, name: str) -> Identity:
        self[name] = self._make(name)
        return self[name]


@dataclass(eq=False)
class World:
    """BKN and its partners. `now` is every clock's time; set it to let time pass.

    `algorithm` is everybody's kind of key; `signature` the URI by which they sign, if not the key's usual one.
    """

    engine: Engine
    vault: Vault
    now: datetime
    catalogue: Catalogue
    algorithm: Algorithm = "rsa"
    # More than any test sends in a minute: each case of an attack is looked up in the journal.
    strangers: int = 1_000_000
    # From which the certificates are valid, where the world does not live on the tests' own day.
    day: datetime | None = None
    signature: str | None = None
    lists: Path | None = None
    """Where revocation lists are; they are looked at for every call, however soon it comes."""

    def clock(self) -> datetime:
        """The time, on both sides."""
        return self.now

    @cached_property
    def identities(self) -> dict[str, Identity]:
        """Server and partners."""
        day = self.day or datetime(2026, 11, 20, tzinfo=self.now.tzinfo)
        return _Identities(day, self.algorithm, enciphers=self.catalogue.encrypts)

    def signer(self, name: str) -> KeySigner:
        """The signer of the server or a partner."""
        identity = self.identities[name]
        return key_signer(identity.key, identity.certificate, self.signature)

    def decrypter(self, name: str) -> KeyDecrypter | None:
        """Who reads what is encrypted for the server or a partner, where an agreement wants that."""
        identity = self.identities[name]
        return key_decrypter(identity.key, identity.certificate) if self.catalogue.encrypts else None

    @cached_property
    def parts(self) -> Parts:
        """What the server is made of."""
        return Parts(
            self.engine,
            self.vault,
            self.signer("server"),
            self.clock,
            self.catalogue,
            # No minute turns while a test runs, or it would fail once in a thousand times.
            strangers=Strangers(self.strangers, seconds=lambda: 0.0),
            revocation=Revocation(self.lists, seconds=count(step=10).__next__) if self.lists else None,
            decrypter=self.decrypter("server"),
        )

    @cached_property
    def application(self) -> Application:
        """The WSGI application."""
        return Application(self.parts, ADDRESS)

    def register(self, *codes: str) -> None:
        """Register each partner's certificate under its own agreement."""
        with writing(self.engine) as session:
            for code in codes:
                agreement = self.catalogue.agreement(code)
                enrolled.add_certificate(session, agreement, self.identities[code].certificate, self.now)

    def trust(self, code: str, root: Identity, *between: Identity, subject: str, exact: bool = True) -> bytes:
        """Let an authority name the signers of a partner; gives its thumbprint."""
        authority = Authority(root.certificate, tuple(one.certificate for one in between))
        with writing(self.engine) as session:
            constraint = parse_subject(subject, exact=exact)
            return trust_authority(session, self.catalogue.agreement(code), authority, constraint, self.now)

    def extend(self, *codes: str, number: str = "CONTOH-1") -> None:
        """Record an extension that is plainly an example, for the year around now."""
        day = self.now.date()
        with writing(self.engine) as session:
            for code in codes:
                store.record_extension(
                    session,
                    self.catalogue.agreement(code),
                    number=number,
                    first_day=day - timedelta(days=30),
                    last_day=day + timedelta(days=335),
                    note="contoh untuk uji",
                    now=self.now,
                )

    def amend(
        self, code: str, *changes: ElementChange | tuple[str, str, str], number: str = "AD-1", since: date | None = None
    ) -> None:
        """Record an adendum of (TAMBAH or CABUT, list, element), or of whole changes."""
        with writing(self.engine) as session:
            store.record_addendum(
                session,
                self.catalogue.agreement(code),
                number=number,
                first_day=since or self.now.date(),
                changes=changes,
                note=None,
                now=self.now,
            )

    @cached_property
    def trusted(self) -> TrustedCertificates:
        """What partners know of BKN."""
        return TrustedCertificates.of([self.identities["server"].certificate])

    def connection(self, name: str, **changes: Any) -> Connection:
        """How a partner reaches this BKN."""
        connection = Connection(
            address=ADDRESS,
            signer=self.signer(name),
            trusted=self.trusted,
            user="petugas-uji",
            post=self.post,
            clock=self.clock,
            decrypter=self.decrypter(name),
        )
        return replace(connection, **changes)

    def bpjs(self, **changes: Any) -> BpjsClient:
        """BPJS Kesehatan's client."""
        terms = {"agreement": self.catalogue.agreement(BpjsClient.agreement.code)}
        client: type[BpjsClient] = type("BpjsClient", (BpjsClient,), terms)
        return client(self.connection("BPJS", **changes))

    def sigtk(self, **changes: Any) -> SigtkClient:
        """SIGTK's client."""
        return SigtkClient(self.connection("SIGTK", **changes))

    def bpum(self, **changes: Any) -> BpumClient:
        """The ministry's client."""
        return BpumClient(self.connection("BPUM", **changes))

    def work(self) -> int:
        """Let BKN's worker do all that waits of whole lists; gives the rows done."""
        return Worker(self.engine, self.vault, self.clock, self.catalogue.lists).run()

    @cached_property
    def _hosts(self) -> dict[str, PartnerHost]:
        return {}

    def host(self, code: str) -> PartnerHost:
        """What this partner hosts; the same one every time."""
        if code not in self._hosts:
            self._hosts[code] = PartnerHost(self, code)
        return self._hosts[code]

    def bkn_to(self, client: type[BknClientT], **changes: Any) -> BknClientT:
        """BKN's own client of a partner, with BKN's key."""
        code = client.agreement.code
        trusted = TrustedCertificates.of([self.identities[code].certificate])
        given = {"address": self.host(code).address, "trusted": trusted, **changes}
        agreement = {"agreement": self.catalogue.agreement(code)}
        kind: type[BknClientT] = type(client.__name__, (client,), agreement)
        return kind(self.connection("server", **given))

    def panrb(self, **changes: Any) -> PanrbClient:
        """KemenPANRB's client."""
        return PanrbClient(self.connection("PANRB", **changes))

    def taspen(self, **changes: Any) -> TaspenClient:
        """Taspen Life's client."""
        return TaspenClient(self.connection("TASPEN", **changes))

    def partner(self, code: str, *, name: str | None = None, **changes: Any) -> PartnerClient:
        """Any partner's client for what all of them share; it signs as `name`, if not as itself."""
        terms = {
            "agreement": self.catalogue.agreement(code),
            "service": "LayananKerjaSama",
            "purpose": ADMINISTRATION.code,
        }
        client: type[PartnerClient] = type("AnyClient", (PartnerClient,), terms)
        return client(self.connection(name or code, **changes))

    def post(self, address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
        """Carry a request into the application of that address, as clients.transport.Post."""
        hosts = (host for host in self._hosts.values() if address.startswith(f"{host.address}/"))
        application = next((host.application for host in hosts), self.application)
        return post_to(application, address, raw, headers)

    def entries(self) -> list[Entry]:
        """The journal, oldest first."""
        with reading(self.engine) as session:
            session.expire_on_commit = False
            return list(session.scalars(select(Entry).order_by(Entry.id)))

    def accesses(self, entry: Entry) -> list[bytes]:
        """The people whom an entry touched."""
        with reading(self.engine) as session:
            return list(session.scalars(select(Access.subject).where(Access.entry_id == entry.id)))

    @contextmanager
    def store(self) -> Iterator[Session]:
        """A transaction in BKN's database."""
        with writing(self.engine) as session:
            yield session


def make_world(
    engine: Engine,
    vault: Vault,
    now: datetime,
    *,
    extended: Sequence[str] = ENDED,
    encrypted: Sequence[str] = (),
    registered: Sequence[str] = PARTNERS,
    **changes: Any,
) -> World:
    """A world with partners `registered` and, by example, what has ended `extended`, or `encrypted`."""
    world = World(engine, vault, now, _encrypting(load_agreements(), encrypted), **changes)
    world.register(*registered)
    world.extend(*extended)
    return world


def _encrypting(catalogue: Catalogue, codes: Sequence[str]) -> Catalogue:
    def changed(service: Service) -> Service:
        if service.agreement is None or service.agreement.code not in codes:
            return service
        return replace(service, agreement=replace(service.agreement, encrypt_body=True))

    return Catalogue(tuple(changed(service) for service in catalogue.everything))


def post_to(application: Application, address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
    """Call a WSGI application as an HTTP server would."""
    answer = requests.Response()
    given = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    parts = urlsplit(address)
    environ = {
        **given,
        "REQUEST_METHOD": "POST",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "CONTENT_TYPE": headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.input": io.BytesIO(raw),
    }

    def start_response(status: str, pairs: list[tuple[str, str]]) -> Callable[[bytes], object]:
        answer.status_code = int(status.split(maxsplit=1)[0])
        answer.headers.update(pairs)
        return lambda _: None

    body = application(environ, start_response)
    answer._content = b"".join(body)
    if close := getattr(body, "close", None):
        close()
    return answer
