"""Steps 2 and 3 of a call: what came is verified, in the agreed form, meant for this service, and follows its contract.

Nothing is written here; whatever is wrong is kept in the course, and answered with a fault.
"""

from lxml import etree

from adapter.agreements.operation import Service
from adapter.errors import Refusal
from adapter.records.database import reading
from adapter.registry import enrolled
from adapter.security import (
    FILE_POLICY,
    POLICY,
    Certificate,
    CertificateName,
    Envelope,
    SecurityError,
    VerifiedMessage,
    open_envelope,
    verify_envelope,
)
from adapter.security.addressing import read_addressing
from adapter.security.decrypt import undecipherable
from adapter.security.errors import InvalidSecurityToken, MalformedMessage, VersionMismatch
from adapter.soap.addressing import require_agreement
from adapter.soap.content import peek
from adapter.soap.contract import Contract
from adapter.soap.course import Course, Parts


class Incoming:
    """Reads the requests to one service."""

    def __init__(self, service: Service, parts: Parts, contract: Contract, own_address: str) -> None:
        """`own_address` is where partners reach the service: what wsa:To must say."""
        self._service, self._parts, self._contract, self._address = service, parts, contract, own_address

    def read(self, course: Course) -> None:
        """Carry out both steps; what is wrong with the message is kept in the course."""
        try:
            if not course.request.as_promised:
                raise MalformedMessage("the content type names another charset than the bytes are in")
            envelope = open_envelope(course.request.raw, POLICY.max_bytes, POLICY.max_elements)
            course.version, course.signature_value = envelope.version, envelope.signature_value or ""
            course.verified = message = self._verify(course, envelope)
            course.operation = etree.QName(message.body).localname
            course.message_id, course.agreement_number = peek(message.body)
            self._require_one_way(course, message)
            self._contract.check(message.body)
        except SecurityError as error:
            course.error, course.signer = error, error.signer or course.signer
        except Refusal as error:
            course.error = error

    def _verify(self, course: Course, envelope: Envelope) -> VerifiedMessage:
        def trust(certificate: Certificate) -> None:
            with reading(self._parts.engine) as session:
                course.signs_for = self._parts.signers.signs_for(session, certificate, course.received_at)

        def find(name: CertificateName) -> list[Certificate]:
            with reading(self._parts.engine) as session:
                return enrolled.find_certificates(session, name)

        filed = course.request.filed
        if filed is None and envelope.version != course.request.version:
            raise VersionMismatch("the content type promises another SOAP version")
        policy = POLICY if filed is None else FILE_POLICY
        decrypter = self._parts.decrypter
        message = verify_envelope(envelope, trust, course.received_at, find=find, decrypter=decrypter, policy=policy)
        course.signer = message.signer
        if self._parts.catalogue.encrypts or message.decrypted is not None:
            self._require_agreed_form(course, message)
        return message

    def _require_agreed_form(self, course: Course, message: VerifiedMessage) -> None:
        """Refuse in clear what its agreement wants encrypted, and encrypted what it does not. Raises SecurityError."""
        signed_for = [one for one in self._parts.catalogue.agreements if one.code in course.signs_for]
        _, number = peek(message.body)
        # A number that is none of theirs is refused later; until then the strictest of theirs counts.
        named = [one for one in signed_for if number and one.has_number(number)] or signed_for
        asked = any(one.encrypt_body for one in named)
        error: SecurityError | None = None
        if asked != (message.decrypted is not None):
            error = undecipherable()
        elif asked and not message.certificate.enciphers:
            error = InvalidSecurityToken("the answer cannot be encrypted for this certificate")
        if error is not None:
            error.signer = message.signer
            raise error

    def _require_one_way(self, course: Course, message: VerifiedMessage) -> None:
        try:
            course.addressing = read_addressing(message.envelope)
            operation = self._service.operation(course.operation or "")
            require_agreement(self._service, operation, self._address, course.request.action, course.addressing)
        except SecurityError as error:
            error.signer = message.signer
            raise
