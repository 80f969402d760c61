"""The way of one call: bytes in, bytes out, in one direction and in one database transaction.

  1 guard      method, content type, size                                   guard.py, before this module
  2 verify     a VerifiedMessage or a SecurityError                         incoming.py, adapter.security
  3 contract   the published schema, all problems at once                   incoming.py, contract.py
  4 registry   partner, agreement, purpose, elements                        adapter.registry
  5 operation  the agreement's own service.py, through spyne                application.py
  6 answer     restricted to effective elements, signed; faults too
  7 journal    replay key, idPesan, both messages, accesses and the
               operation's writes commit together, before a byte leaves     adapter.journal

What fails in 6 or 7 leaves as an exception, and the application answers a bare 500: never an unsigned success.
"""

import uuid
from functools import lru_cache
from typing import Any

from lxml import etree
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from adapter.agreements.operation import Call, Operation, Service
from adapter.agreements.structures import Kepala, KepalaJawaban
from adapter.clock import WIB
from adapter.errors import ElementWithdrawn, NeedsHandling, Refusal, Replayed, StoreUnavailable, SubjectRestricted
from adapter.journal import filed, journal
from adapter.journal.models import Entry
from adapter.records.database import is_away, lost_a_race, writing
from adapter.records.people import any_restricted
from adapter.registry.admission import Asked, admit
from adapter.registry.elements import require_repeatable, restrict
from adapter.security import (
    sign,
    wrap,
)
from adapter.security.addressing import add_addressing
from adapter.soap.addressing import action_of_answer
from adapter.soap.application import SpyneApplication, Unreadable
from adapter.soap.content import content_digest, repeated_answer
from adapter.soap.contract import Contract
from adapter.soap.course import REPEATED, SUCCESS, Course, Parts, Reply
from adapter.soap.fault_element import HTTP_STATUS, fault_element
from adapter.soap.faults import Context, fault_of
from adapter.soap.guard import Request
from adapter.soap.incoming import Incoming
from adapter.soap.wsdl import address, finish, policy_document

_ATTEMPTS = 3
"""At an operation that loses a race: the second sees what the first ran into, the third is for another one."""


class _Repeats(Refusal):
    """Not refused at all: the request was answered before, in `entry`."""

    def __init__(self, operation: Operation, entry: Entry) -> None:
        self.operation, self.entry = operation, entry


@lru_cache(maxsize=64)
def _published(service: Service, own_address: str) -> tuple[SpyneApplication, bytes, bytes, Contract]:
    """What of a service is the same in every server of a process, and takes longest to make."""
    application = SpyneApplication(service)
    wsdl = finish(service, application.wsdl(own_address))
    return application, wsdl, policy_document(service, wsdl), Contract(service, wsdl)


class Endpoint:
    """One service, ready to answer."""

    def __init__(self, service: Service, parts: Parts, public_url: str) -> None:
        """Build the contract and the spyne application of `service`."""
        self.service = service
        self._parts = parts
        own_address = address(service, public_url)
        self._application, self.wsdl, self.policy_wsdl, self._contract = _published(service, own_address)
        self._incoming = Incoming(service, parts, self._contract, own_address)

    def answer(self, request: Request) -> Reply:
        """Answer one request, with a fault where it is refused. Raises whatever fails in steps 6 and 7.

        Beyond a bound, refused messages that nobody is proven to have sent get no entry: see journal.strangers.
        """
        course = Course(request, self._parts.clock(), version=request.version)
        try:
            self._incoming.read(course)
            if course.verified is None and not self._parts.strangers.write_down(course.signer):
                return self._reply(course, None)
            with writing(self._parts.engine) as session:
                body = self._attempt(session, course) if course.verified else None
                reply = self._reply(course, body)
                self._journal(session, course, reply)
            return reply
        except StoreUnavailable as error:
            # Nothing can be journalled and nothing was stored; the signed fault gives nothing away.
            course.error = error
            return self._reply(course, None)

    def _attempt(self, session: Session, course: Course) -> etree._Element | None:
        """Steps 4 and 5: gives the answer's body, or leaves no trace but the error in the course."""
        try:
            if course.request.filed is None:
                journal.claim_signature(session, course.message)
            else:
                filed.claim(session, course.message, course.request.filed.digest)
            if course.error is None:
                return self._in_savepoint(session, course)
        except Exception as error:
            if isinstance(error, (StoreUnavailable, filed.Taken)) or (isinstance(error, DBAPIError) and is_away(error)):
                raise
            # A fault for it is the answer, and the log names it.
            course.error = error
            course.touched.clear()
        return None

    def _in_savepoint(self, session: Session, course: Course) -> etree._Element:
        """Carry out; again where another call has just written the same card, official or honour."""
        for _ in range(_ATTEMPTS - 1):
            try:
                with session.begin_nested():
                    return self._carry_out(session, course)
            except DBAPIError as error:
                if not lost_a_race(error):
                    raise
        with session.begin_nested():
            return self._carry_out(session, course)

    def _carry_out(self, session: Session, course: Course) -> etree._Element:
        def conduct(operation: Operation, request: Any) -> object:  # noqa: ANN401 - any request class
            call = self._begin(session, course, operation, request)
            answer = restrict(operation.carry_out(call, request), call.elements)
            course.touched.update(call.touched)
            return answer

        try:
            return self._application.carry(course.message, conduct)
        except _Repeats as repeats:
            return self._repeat(session, course, repeats)
        except Unreadable:
            self._contract.check_readable(course.message.body)
            raise

    def _begin(self, session: Session, course: Course, operation: Operation, request: Any) -> Call:  # noqa: ANN401 - any request class
        """Admit the request, claim its idPesan, and give the operation what it needs."""
        heading: Kepala = request.kepala
        now = course.received_at
        course.heading = heading
        named = self._parts.catalogue.numbered(heading.nomorPerjanjian)
        course.agreement = named.code if named is not None and named.code in course.signs_for else None
        asked = Asked(self.service, operation, heading, request, course.signs_for)
        course.admission = admission = admit(session, self._parts.catalogue, asked, now)
        if course.request.filed is not None:
            filed.require_by_file(admission.agreement, operation.name, course.request.filed.agreement)
        digest = content_digest(course.message.body)
        if (entry := journal.claim_message(session, admission.agreement.code, heading.idPesan, digest)) is not None:
            raise _Repeats(operation, entry)
        course.answer_heading = answer_heading = KepalaJawaban(
            idPesan=str(uuid.uuid4()),
            idPesanAsal=heading.idPesan,
            waktuJawab=now.astimezone(WIB).replace(microsecond=0),
            nomorHasil=f"{admission.agreement.code}-{now.astimezone(WIB):%Y%m%d}-{uuid.uuid4().hex[:12].upper()}",
            versiElemen=admission.standing.version,
            ulangan=False,
        )
        return Call(
            session=session,
            vault=self._parts.vault,
            agreement=admission.agreement,
            standing=admission.standing,
            elements=admission.elements,
            purpose=heading.kodeTujuan,
            now=now,
            heading=answer_heading,
            signers=self._parts.signers,
            compared=self._parts.catalogue.compared_under(admission.agreement),
            caller=asked.caller,
            said_at=course.message.created,
        )

    def _repeat(self, session: Session, course: Course, repeats: _Repeats) -> etree._Element:
        """Give the first answer again, but not elements withdrawn (domain: 2.6, CABUT) or people restricted since."""
        admission, entry = course.admission, repeats.entry
        if admission is None:
            raise ElementWithdrawn((f"versiElemen {entry.element_version}",))
        # The same version of the lists, and nothing can have gone from them.
        if entry.element_version != admission.standing.version:
            require_repeatable(admission.standing, repeats.operation, entry.received_at)
        people = journal.touched_by(session, entry)
        confirms = repeats.operation.confirms
        if (confirms or repeats.operation.gives is not None) and any_restricted(session, people):
            raise NeedsHandling if confirms else SubjectRestricted
        course.outcome = REPEATED
        course.touched.update(dict.fromkeys(people))
        return repeated_answer(journal.answer_of(self._parts.vault, entry))

    def _reply(self, course: Course, body: etree._Element | None) -> Reply:
        """Step 6: sign the answer, or the fault for the course's error."""
        status = 200
        if body is None:
            error = course.error or RuntimeError("no answer and no error")
            known = (course.correlation_id, course.message_id, course.agreement_number, course.received_at)
            fault = fault_of(error, Context(*known, host=self._parts.catalogue.host_name))
            course.outcome = fault.detail.kodeGalat
            body, status = fault_element(fault, course.version), HTTP_STATUS
        envelope = wrap(course.version, body)
        if course.addressing is not None:
            operation = self.service.operation(course.operation or "")
            action = action_of_answer(self.service, operation, fault=course.error is not None)
            add_addressing(envelope, action=action, relates_to=course.addressing.message_id)
        signed = sign(
            envelope,
            self._parts.signer,
            self._parts.clock(),
            confirms=course.signature_value,
            encrypt_for=course.encrypt_for,
        )
        return Reply(status, signed.raw, signed.clear, course)

    def _journal(self, session: Session, course: Course, reply: Reply) -> None:
        """Step 7: everything about the call, in the call's own transaction."""
        if isinstance(course.error, Replayed) and not self._parts.strangers.write_down(course.signer):
            return
        admission, heading, answer = course.admission, course.heading, course.answer_heading
        exchange = journal.Exchange(
            correlation_id=course.correlation_id,
            received_at=course.received_at,
            service=self.service.name,
            outcome=course.outcome,
            request=course.kept_request,
            answer=reply.clear,
            verified=course.proven,
            operation=course.operation if self.service.operation(course.operation or "") else None,
            agreement=course.agreement,
            signer=course.signer,
            message_id=course.message_id,
            user=heading.idPengguna if heading else None,
            purpose=heading.kodeTujuan if heading else None,
            result_number=answer.nomorHasil if answer else None,
            element_version=answer.versiElemen if answer else None,
        )
        entry_id = journal.write(session, self._parts.vault, exchange, course.touched)
        if course.request.filed is not None and course.proven:
            encrypted = reply.raw if reply.raw is not reply.clear else None
            filed.settle(session, self._parts.vault, course.request.filed.digest, entry_id, encrypted)
        if course.outcome == SUCCESS and admission is not None and heading is not None:
            journal.settle_message(session, admission.agreement.code, heading.idPesan, entry_id)
        course.written_down = True
