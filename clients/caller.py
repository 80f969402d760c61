"""How every reference client calls: the heading of a request, the call, the check of the answer, the faults."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from lxml import etree
from zeep.exceptions import Fault

from adapter.agreements.structures import Galat, Kepala
from adapter.agreements.terms import ADMINISTRATION, BKN, Agreement, Side
from adapter.clock import WIB, Clock, system_clock
from adapter.security import (
    ANSWER_POLICY,
    Decrypter,
    SecurityPolicy,
    Signer,
    TrustedCertificates,
    load_decrypter,
    load_signer,
    parse_certificate,
)
from adapter.security.key_uri import is_key_uri
from adapter.security.keys import load_certificates
from adapter.security.revocation import Revocation
from clients.errors import AnswerRejected, ClientError, refusal
from clients.port import Port
from clients.transport import Post, SignedTransport, post_over_http
from clients.values import from_detail

CONTRACTS = Path(__file__).parents[1] / "wsdl"
"""The published contracts, in a checkout."""

Answer = TypeVar("Answer")
PathLike = str | Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """How to reach BKN, who signs, and whom to believe.

    `address` is the server's public URL. `trusted` are BKN's certificates; while BKN changes its certificate
    there are two, the one in use first. `user` goes into idPengguna. `decrypter` is needed where the agreement
    wants messages encrypted, and only there used. With `addressing`, WS-Addressing headers are sent and wanted back.
    With `revocation`, an answer under a certificate that BKN's authority has revoked is rejected.
    """

    address: str
    signer: Signer
    trusted: TrustedCertificates
    user: str
    soap12: bool = False
    addressing: bool = False
    post: Post = post_over_http
    clock: Clock = system_clock
    contracts: Path = CONTRACTS
    revocation: Revocation | None = None
    decrypter: Decrypter | None = None
    policy: SecurityPolicy = ANSWER_POLICY
    confirms: Callable[[], str] | None = None
    """Where `post` brings answers to requests that were signed before: the SignatureValue of the request at hand."""

    @classmethod
    def from_files(
        cls, address: str, *, key: PathLike, certificate: PathLike, server_certificate: PathLike, user: str
    ) -> "Connection":
        """A connection from your key and certificate and BKN's certificate. Raises OperatorError.

        All are PEM files; while BKN changes its certificate, the last one holds both, one after the other. The key may
        also lie in a PKCS #11 token, then `key` is its URI (RFC 7512).
        """
        trusted = TrustedCertificates.of(load_certificates(Path(server_certificate)))
        signer = load_signer(key, Path(certificate))
        # A key in a token signs, and does not decrypt.
        decrypts = parse_certificate(signer.certificate).enciphers and not is_key_uri(str(key))
        decrypter = load_decrypter(key, Path(certificate)) if decrypts else None
        return cls(address=address, signer=signer, trusted=trusted, user=user, decrypter=decrypter)


class Caller:
    """One party's end of one agreement, calling what the other party hosts (`host`)."""

    agreement: ClassVar[Agreement]
    service: ClassVar[str]
    purpose: ClassVar[str]
    host: ClassVar[Side] = Side.BKN

    def __init__(self, connection: Connection) -> None:
        """Read the contracts. Raises ClientError where they are missing."""
        self._connection = connection
        self._transport = SignedTransport(
            connection.signer,
            connection.trusted,
            post=connection.post,
            clock=connection.clock,
            addressing=connection.addressing,
            revocation=connection.revocation,
            decrypter=self._decrypter(),
            policy=connection.policy,
            confirms=connection.confirms,
        )
        self._ports = {name: self._port(name) for name in (self.service, "LayananKerjaSama")}
        self.element_version = self.agreement.element_version

    def kepala(self, *, message_id: str | None = None, purpose: str | None = None) -> Kepala:
        """A heading for a new request; with `message_id`, for one that is sent again."""
        return Kepala(
            idPesan=message_id or str(uuid.uuid4()),
            waktuKirim=self._connection.clock().astimezone(WIB),
            kodeMitra=self.agreement.partner_code if self.host is Side.BKN else BKN,
            nomorPerjanjian=self.agreement.bkn.number,
            kodeTujuan=purpose or self.purpose,
            idPengguna=self._connection.user,
            versiElemen=self.element_version,
        )

    def send(self, request: Any, answer: type[Answer], *, service: str | None = None) -> Answer:  # noqa: ANN401 - any message
        """Send a request of this client's service, and give its verified answer.

        Raises NotReached, AnswerRejected, or RequestRefused. A request that the contract does not allow is not
        sent: ClientError.
        """
        try:
            result = self._ports[service or self.service].call(request, answer)
        except Fault as fault:
            raise _refusal_of(fault) from fault
        if result.kepala.idPesanAsal != request.kepala.idPesan:  # type: ignore[attr-defined] # every answer has one
            raise AnswerRejected(f"{type(request).__name__}: the answer is to another request")
        return result

    def common(self, request: Any, answer: type[Answer]) -> Answer:  # noqa: ANN401 - any message
        """Send a request of LayananKerjaSama; as `send`."""
        return self.send(request, answer, service="LayananKerjaSama")

    def administration(self, *, message_id: str | None = None) -> Kepala:
        """A heading for a request about the agreement itself."""
        return self.kepala(message_id=message_id, purpose=ADMINISTRATION.code)

    def _decrypter(self) -> Decrypter | None:
        if not self.agreement.encrypt_body:
            return None
        if self._connection.decrypter is None:
            raise ClientError(
                f"{self.agreement.code} wants messages encrypted: use an RSA key in a file, with keyEncipherment"
            )
        return self._connection.decrypter

    def _port(self, name: str) -> Port:
        path = "layanan" if self.host is Side.BKN else "mitra"
        address = f"{self._connection.address.rstrip('/')}/{path}/{name}"
        return Port(
            self._connection.contracts / f"{name}.wsdl", address, self._transport, soap12=self._connection.soap12
        )


def _refusal_of(fault: Fault) -> ClientError:
    detail = fault.detail
    galat = detail.find(".//{*}galat") if isinstance(detail, etree._Element) else None
    if galat is None:
        return AnswerRejected(f"a fault without a detail: {fault.message}")
    try:
        return refusal(from_detail(Galat, galat))
    except (TypeError, AttributeError, ValueError):
        return AnswerRejected(f"a fault whose detail cannot be read: {fault.message}")
