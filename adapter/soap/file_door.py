"""The other door: requests that come as files go the very way of a call over HTTP, but may be late.

What makes that safe is told in adapter.journal.filed. A file is answered once; taken again, it gets the same answer.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from adapter.agreements.operation import Service
from adapter.agreements.terms import Agreement, FileExchange, Side
from adapter.errors import OperatorError, StoreUnavailable
from adapter.exchange.file_list import FileList, read_list, require_of_now
from adapter.journal import filed
from adapter.records.database import reading, writing
from adapter.security import SecurityError
from adapter.security.errors import FailedAuthentication
from adapter.security.names import SOAP11
from adapter.soap.call import Endpoint
from adapter.soap.course import Parts
from adapter.soap.guard import Filed, Request


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a file. `raw` is the answer's file: a fault, too, is answered to a sender whom we know.

    `raw` is None where nothing is answered, and `error` says why; `outcome` is BERHASIL, ULANGAN or the kodeGalat, and
    SUDAH_DIJAWAB for a file that was answered before.
    """

    outcome: str
    raw: bytes | None
    error: Exception | None = None


ANSWERED_BEFORE = "SUDAH_DIJAWAB"


def require_by_file(agreement: Agreement) -> FileExchange:
    """How an agreement's lists go by file. Raises OperatorError where its text knows the web service alone."""
    if agreement.by_file is None:
        raise OperatorError(
            f"{agreement.code}: nothing of it goes by file; exchange it over the wire, without a folder"
        )
    return agreement.by_file


class FileDoor:
    """Answers the files of one agreement that the other party has written."""

    def __init__(self, parts: Parts, agreement: Agreement, public_url: str) -> None:
        """`parts` are those of the server. Raises OperatorError where nothing may come as a file."""
        self._parts, self._agreement, self._url = parts, agreement, public_url
        self._operations = self._hosted(require_by_file(agreement).operations)
        self._endpoints: dict[str, Endpoint] = {}

    def _hosted(self, names: frozenset[str]) -> dict[str, Service]:
        own = [one for one in self._parts.catalogue.services if one.agreement == self._agreement]
        return {operation.name: one for one in own for operation in one.operations if operation.name in names}

    @property
    def sender(self) -> Side:
        """The party whose files these are."""
        return Side.PARTNER if self._parts.catalogue.host is Side.BKN else Side.BKN

    def takes(self, operation: str) -> bool:
        """Whether files for this operation are for us to answer."""
        return operation in self._operations

    def admit_list(self, raw: bytes) -> FileList:
        """The other party's list of its files. Raises SecurityError, filed.ListOvertaken, StoreUnavailable."""
        listed, certificate = read_list(raw)
        now = self._parts.clock()
        with reading(self._parts.engine) as session:
            codes = self._parts.signers.signs_for(session, certificate, now)
        certificate.require_usable(now)
        if self._agreement.code not in codes:
            raise FailedAuthentication("the list is signed by somebody who does not sign under this agreement")
        if (listed.agreement, listed.sender) != (self._agreement.code, self.sender):
            raise FailedAuthentication("the list is of another agreement, or of the other direction")
        self._take(listed, now)
        return listed

    def _take(self, listed: FileList, now: datetime) -> None:
        require_of_now(listed, now)
        with writing(self._parts.engine) as session:
            filed.take_list(session, self._agreement.code, listed.made_at)

    def answered_before(self, raw: bytes) -> Answered | None:
        """The first answer to a file, or None for a new one. Raises StoreUnavailable."""
        with reading(self._parts.engine) as session:
            first = filed.first_answer(session, self._parts.vault, sha256(raw).digest())
        return None if first is None else Answered(ANSWERED_BEFORE, first)

    def answer(self, operation: str, raw: bytes) -> Answered:
        """Carry a listed file out, and write it down. Raises StoreUnavailable."""
        request = Request(raw, SOAP11, filed=Filed(self._agreement.code, sha256(raw).digest()))
        try:
            reply = self._endpoint(operation).answer(request)
        except filed.Taken:
            # Another process was quicker; what it answered is there now.
            return self.answered_before(raw) or Answered(ANSWERED_BEFORE, None)
        course = reply.course
        if isinstance(course.error, StoreUnavailable):
            raise course.error
        if course.verified is None or isinstance(course.error, SecurityError):
            return Answered(course.outcome, None, course.error)
        return Answered(course.outcome, reply.raw, course.error)

    def _endpoint(self, operation: str) -> Endpoint:
        service = self._operations[operation]
        if service.name not in self._endpoints:
            self._endpoints[service.name] = Endpoint(service, self._parts, self._url)
        return self._endpoints[service.name]
