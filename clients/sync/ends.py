"""The two ends of a comparison: our own digests, and the other party's, asked for over the wire."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy.orm import Session

from adapter.agreements.comparing import Compared, refresh
from adapter.agreements.kerja_sama.reconciliation.messages import AmbilSidikJawaban, IsiRentang, RentangPosisi
from adapter.agreements.operation import Call
from adapter.agreements.structures import KepalaJawaban
from adapter.agreements.terms import ADMINISTRATION, Agreement, Side
from adapter.limits import DIGESTS_A_CALL
from adapter.records import digests
from adapter.records.database import reading, writing
from adapter.records.digests import learn_salt, make_salt, summaries
from adapter.records.offered import Place
from adapter.records.ranges import DIGEST_BYTES, FEW, Mark, Range, Share, Summary
from clients.base import PartnerClient
from clients.errors import AnswerRejected, ClientError
from clients.sync.site import SUCCESS, Line, Said, Site

_OPERATION = "ambilSidik"
_PATIENCE = 100_000
"""Messages of one comparison: two hundred million records may be made ready in so many, or a million differ."""

Told = Callable[[str, int], None]
"""Is told how it goes: a word, and a count."""


@dataclass
class OwnEnd:
    """What we hold of a list."""

    site: Site
    agreement: Agreement
    compared: Compared
    told: Told
    salt: bytes = b""
    version: str = ""

    @property
    def place(self) -> Place:
        """Where the list stands."""
        return Place(self.agreement.code, self.compared.listed.name)

    def make_ready(self) -> None:
        """Make what digests are missing or stale, piece by piece; each piece is kept. Raises Refusal."""
        pieces, ready = 0, False
        while not ready:
            with writing(self.site.engine) as session:
                call = self.call(session)
                _, ready = refresh(call, self.compared, self.site.own, self.salt, DIGESTS_A_CALL)
                self.version = call.standing.version
            pieces += 1
            self.told("pieces made here", pieces)

    def ask(self, ranges: Sequence[Range]) -> list[Summary]:
        """What these ranges hold."""
        with reading(self.site.engine) as session:
            return list(summaries(session, digests.kept(session, self.place), ranges))

    def call(self, session: Session) -> Call:
        """What an operation at our own host would be given to answer the same question. Raises Refusal."""
        now = self.site.clock()
        standing = self.site.standing(session, self.agreement, _OPERATION, now)
        heading = KepalaJawaban(
            idPesan="", idPesanAsal="", waktuJawab=now, nomorHasil="", versiElemen=standing.version, ulangan=False
        )
        effective, purpose = dict(standing.effective), ADMINISTRATION.code
        vault, other = self.site.vault, self.site.other
        return Call(session, vault, self.agreement, standing, effective, purpose, now, heading, other)


@cache
def _client(agreement: Agreement, host: Side) -> type[PartnerClient]:
    terms = {"agreement": agreement, "service": "LayananKerjaSama", "purpose": ADMINISTRATION.code, "host": host}
    return type("ComparingClient", (PartnerClient,), terms)


@dataclass
class OtherEnd:
    """What the other party holds of the list; each message is journalled. `tokens` are the other's, by position."""

    own: OwnEnd
    version: str = ""
    messages: int = 0
    sent: int = 0
    received: int = 0
    tokens: dict[int, int] = field(default_factory=dict)

    def make_ready(self) -> None:
        """Have the other party make its digests: with each message it makes a piece. Raises ClientError."""
        while True:
            answer = self._say(())
            self.version = answer.kepala.versiElemen
            if answer.garam is not None:
                self._learn(answer.garam)
            if answer.siap:
                return
            self.own.told("pieces made there", self.messages)

    def ask(self, ranges: Sequence[Range]) -> list[Summary]:
        """What these ranges hold, or the first of them. Raises ClientError; AnswerRejected for what cannot be."""
        answer = self._say(ranges)
        while not answer.siap:
            # So much has changed there meanwhile that a message was not enough to follow.
            self.make_ready()
            answer = self._say(ranges)
        self.own.told("questions", self.messages)
        if not answer.rentang or len(answer.rentang) > len(ranges):
            raise AnswerRejected(
                f"{_OPERATION}: the answer has not the ranges that were asked for; tell the other party"
            )
        return [self._summary(*pair) for pair in zip(ranges, answer.rentang, strict=False)]

    def _learn(self, garam: str) -> None:
        site = self.own.site
        salt = _bytes(garam, digests.SALT_BYTES)
        if site.own is Side.PARTNER and salt != self.own.salt:
            with writing(site.engine) as session:
                self.own.salt = learn_salt(session, site.vault, self.own.agreement.code, salt)

    def _say(self, ranges: Sequence[Range]) -> AmbilSidikJawaban:
        if self.messages >= _PATIENCE:
            raise ClientError(f"{_OPERATION}: {self.messages} messages and no end; exchange the list in full instead")
        site = self.own.site
        line: Line[PartnerClient] = site.line(_client(self.own.agreement, site.other))
        garam = base64.b64encode(self.own.salt).decode() if site.own is Side.BKN and not ranges else None
        wanted = [RentangPosisi(bit=one.bits, awalan=one.prefix) for one in ranges]
        try:
            answer = line.client.ambilSidik(self.own.compared.listed.name, wanted, garam=garam)
        except ClientError as error:
            site.note_failure(line, _OPERATION, error)
            raise
        with writing(site.engine) as session:
            site.write_down(session, Said(line, _OPERATION, site.clock(), SUCCESS, answer.kepala))
        self.messages += 1
        self.sent += len(line.recorder.request)
        self.received += len(line.recorder.answer)
        return answer

    def _summary(self, asked: Range, told: IsiRentang) -> Summary:
        """The answer about a range, taken for nothing but what it can be."""
        marks = [Mark(one.posisi, _bytes(one.sidik, DIGEST_BYTES)) for one in told.catatan]
        shares = {one.nomor: Share(one.jumlah, _bytes(one.sidik, DIGEST_BYTES)) for one in told.bagian}
        counted = sum(share.count for share in shares.values()) if shares else len(marks)
        inside = all(asked.first <= mark.position <= asked.last for mark in marks)
        whole = len(shares) == len(told.bagian) and not (marks and shares) and counted == told.jumlah
        deep_enough = not shares or (asked.children() and counted > FEW)
        if (told.bit, told.awalan) != (asked.bits, asked.prefix) or not (inside and whole and deep_enough):
            raise AnswerRejected(f"{_OPERATION}: the answer tells of a range what cannot be; tell the other party")
        self.tokens |= {one.posisi: one.tokenUrut for one in told.catatan if one.tokenUrut is not None}
        return Summary(asked, told.jumlah, None if shares else tuple(marks), shares or None)


def _bytes(text: str, length: int) -> bytes:
    try:
        value = base64.b64decode(text, validate=True)
    except binascii.Error:
        value = b""
    if len(value) != length:
        raise AnswerRejected(f"{_OPERATION}: a digest or a salt is not {length} bytes of base64; tell the other party")
    return value


def common_secret(own: OwnEnd, other: OtherEnd) -> None:
    """Give both ends the same secret: BKN makes it where there is none, and a partner asks for it.

    Raises Refusal where the agreement is not in force: then nothing is said.
    """
    site = own.site
    with reading(site.engine) as session:
        own.call(session)
    if site.own is Side.BKN:
        with writing(site.engine) as session:
            own.salt = make_salt(session, site.vault, own.agreement.code)
    other.make_ready()
    if not own.salt:
        raise AnswerRejected(f"{_OPERATION}: BKN gave no salt; tell BKN")
