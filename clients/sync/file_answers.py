"""Answers that come as files, to pages of ours: each verified, and its page acknowledged as over HTTP, once."""

from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from adapter.agreements.terms import Agreement
from adapter.exchange import outgoing, outgoing_files, parts
from adapter.exchange.file_models import OutgoingFile
from adapter.exchange.file_names import FileName
from adapter.exchange.folder import BadFile
from adapter.exchange.outgoing import Outgoing
from adapter.exchange.parts import Overtaken, PartKey
from adapter.journal.models import Entry
from adapter.records.database import reading, writing
from clients.base import PartnerClient
from clients.errors import ClientError, RequestRefused
from clients.sync.file_refusals import Refused, put_right
from clients.sync.file_runs import pushes
from clients.sync.file_wire import FileWire, file_line
from clients.sync.push import Push
from clients.sync.site import Line, Said, Site

ACKNOWLEDGED, BEFORE = "acknowledged", "was taken down before"


class Answers:
    """Takes answers down, for one agreement."""

    def __init__(self, site: Site, agreement: Agreement) -> None:
        """Contracts are read when the first answer needs them."""
        self._site, self._agreement = site, agreement
        self._pushes = {push.name: push for push in pushes(site, agreement)}
        self._lines: dict[type[PartnerClient], tuple[Line[PartnerClient], FileWire]] = {}

    def take(self, said: FileName, read: Callable[[], bytes]) -> str:
        """Take an answer down; gives what became of it: a refusal's kodeGalat, ACKNOWLEDGED or BEFORE.

        What was refused waits for the next folder as another message, or is set aside.
        Raises BadFile, StoreUnavailable.
        """
        found = self._outstanding(said.message_id)
        if found is None:
            return self._known(said.message_id)
        key, first, page, filed = found
        push = self._pushes[key.leg]
        line, wire = self._line(push)
        wire.reads(outgoing_files.request_of(self._site.vault, filed), filed.signature, read())
        try:
            answer = push.send(line.client, page.made.rows, page.message_id)
        except RequestRefused as error:
            told = Said(line, push.operation, self._site.clock(), error.kodeGalat, message_id=page.message_id)
            with suppress(Overtaken):
                put_right(self._site, Refused(push, key, first, page, error), told)
            return error.kodeGalat
        except ClientError as error:
            raise BadFile(str(error)) from error
        try:
            with writing(self._site.engine) as session:
                self._acknowledge(session, push, key, page, line, answer)
        except Overtaken:
            return BEFORE
        return ACKNOWLEDGED

    def _outstanding(self, message_id: str) -> tuple[PartKey, int, Outgoing, OutgoingFile] | None:
        with reading(self._site.engine) as session:
            session.expire_on_commit = False
            filed = session.get(OutgoingFile, message_id)
            if filed is None or filed.counts is not None:
                return None
            key, first = outgoing_files.place_of(session, message_id)
            if key.leg not in self._pushes:
                return None
            page = outgoing.waiting(session, self._site.vault, key, first, self._pushes[key.leg].row)
            return (key, first, page, filed) if page is not None else None

    def _known(self, message_id: str) -> str:
        with reading(self._site.engine) as session:
            if session.scalar(select(Entry.id).where(Entry.message_id == message_id).limit(1)) is None:
                raise BadFile("answers nothing that we have asked")
        return BEFORE

    def _line(self, push: Push) -> tuple[Line[PartnerClient], FileWire]:
        if push.client not in self._lines:
            self._lines[push.client] = file_line(self._site, push.client)
        return self._lines[push.client]

    def _acknowledge(
        self, session: Session, push: Push, key: PartKey, page: Outgoing, line: Line[PartnerClient], answer: object
    ) -> None:
        parts.locked(session, key)  # two answers of a part at once: the second sees what the first has done
        counts = push.take_down(self._site, session, key, page, answer, line)
        outgoing_files.acknowledge(session, page.message_id, counts)
        push.roll_on(self._site, session, key)
