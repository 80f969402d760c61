"""Pushes written as files: each page that the other party is owed is a signed request in a folder; a list ends it.

Killed at any moment and started again, the same page has the same file: what was signed is kept until it is answered.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from adapter.agreements.terms import Agreement
from adapter.errors import OperatorError
from adapter.exchange import outgoing_files, parts
from adapter.exchange.file_list import FileList, ListedFile, write_list
from adapter.exchange.file_models import OutgoingFile
from adapter.exchange.file_names import list_name
from adapter.exchange.folder import Folder
from adapter.exchange.outgoing import Outgoing
from adapter.exchange.parts import PartKey
from adapter.records.database import reading, writing
from clients.base import PartnerClient
from clients.sync.file_runs import FileRun, open_parts, pushes, take_up
from clients.sync.file_wire import FileWire, Kept, file_line
from clients.sync.push import Push
from clients.sync.site import Line, Site

Tell = Callable[[str, str], None]
"""Takes a file's name and what became of it."""


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """How many files there are now that wait for an answer, how many are new, and the run that they are of."""

    files: int
    new: int
    run: FileRun | None


def write_out(site: Site, agreement: Agreement, mode: str, folder: Folder, tell: Tell) -> WrittenOut:
    """Write every page that is owed and not acknowledged, then the list of them.

    Raises OperatorError for what cannot be written, ClientError, Refusal where the agreement is not in force,
    StoreUnavailable, Overtaken where another process goes on with the same run.
    """
    if not pushes(site, agreement):
        raise OperatorError(f"{agreement.code}: nothing is pushed by file from here; take files in with --dari-map")
    run = take_up(site, agreement, mode)
    written = set()
    if run is not None:
        for name, raw in _signed(site, agreement, run):
            new = folder.write(name, raw)
            written.add(name) if new else None
            tell(name, "written" if new else "was there already")
    files = _list(site, agreement, folder)
    return WrittenOut(files, len(written), run)


def _signed(site: Site, agreement: Agreement, run: FileRun) -> Iterator[tuple[str, bytes]]:
    """The files of a run's stage, page after page, each with its name."""
    with reading(site.engine) as session:
        for push in pushes(site, agreement):
            site.standing(session, agreement, push.operation, site.clock())
    for key, push in open_parts(site, agreement, run.run_id, run.stage):
        line, wire = file_line(site, push.client)
        for page in _pages(site, push, key):
            if (signed := _file(site, push, page, line, wire)) is not None:
                yield signed


def _pages(site: Site, push: Push, key: PartKey) -> Iterator[Outgoing]:
    """The pages of a part that are under way or still to be made, up to its end."""
    with reading(site.engine) as session:
        first = begin = parts.at(session, key).reached
    while True:
        page = push.following(site, key, first)
        if not page.made.rows:
            break
        yield page
        first = page.made.reached
        if not page.made.more:
            return
    if first == begin:
        push.pass_over(site, key, first, page)


def _file(
    site: Site, push: Push, page: Outgoing, line: Line[PartnerClient], wire: FileWire
) -> tuple[str, bytes] | None:
    """The signed request of a page, made once, with its name; None where the page is answered."""
    with reading(site.engine) as session:
        filed = session.get(OutgoingFile, page.message_id)
        if filed is not None and filed.counts is not None:
            return None
        # Signed anew only when nobody would take it any more: an answer to what was signed first would be lost.
        if filed is not None and outgoing_files.counts_still(session, page.message_id, site.clock()):
            return filed.name, outgoing_files.request_of(site.vault, filed)
    wire.writes()
    with suppress(Kept):
        push.send(line.client, page.made.rows, page.message_id)
    said = (push.agreement.code, push.operation)
    with writing(site.engine) as session:
        filed = outgoing_files.put(
            session, site.vault, page, said, wire.request, wire.signature_of_request, site.clock()
        )
        return filed.name, wire.request


def _list(site: Site, agreement: Agreement, folder: Folder) -> int:
    """Write the signed list of all that waits for an answer; gives how many."""
    with reading(site.engine) as session:
        waiting = outgoing_files.waiting(session, agreement.code)
        files = [ListedFile(one.name, one.size, one.digest) for one in waiting]
    listed = FileList(agreement.code, site.own, site.clock(), files)
    folder.write(list_name(agreement.code, site.own), write_list(listed, site.connect(agreement).signer))
    return len(files)
