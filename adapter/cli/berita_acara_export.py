"""jembatan berita-acara export."""

from hashlib import sha256
from pathlib import Path

import click
from lxml import etree

from adapter.agreements.terms import Side
from adapter.cli.berita_acara_check import known
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.files import write_new
from adapter.journal import pdf
from adapter.journal.minutes import container_of, minutes_of, signers_of, state_of
from adapter.journal.papers import MinutesPaper
from adapter.records.database import reading
from adapter.registry.catalogue import load_agreements
from adapter.security import load_signer
from adapter.security.document import verify_document
from adapter.security.pades import require_pdf_signer, sign_pdf

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("export")
@click.argument("code")
@click.argument("number")
@click.option("--xml", type=_FILE, help="Write the XML with its signatures: this is what counts.")
@click.option("--pdf", "pdf_file", type=_FILE, help="Write a PDF for people, signed with the server's key.")
@pass_desk
def command(desk: Desk, code: str, number: str, xml: Path | None, pdf_file: Path | None) -> None:
    """Write a berita acara to files that do not exist yet."""
    if xml is None and pdf_file is None:
        raise click.UsageError("say what to write: --xml FILE, --pdf FILE, or both")
    with reading(desk.engine) as session:
        paper = known(session, load_agreements().agreement(code), number)
        state = state_of(signers_of(paper))
        if xml is not None:
            write_new(xml, container_of(paper))
        if pdf_file is not None:
            signer = load_signer(desk.settings.server_key, desk.settings.server_certificate)
            require_pdf_signer(signer)
            made = pdf.minutes_pdf(minutes_of(paper), _signed(paper), sha256(paper.document).hexdigest())
            write_new(pdf_file, sign_pdf(made, signer, reason=f"Berita acara {number}"))
    click.echo(f"{number}: {state}: {', '.join(str(path) for path in (xml, pdf_file) if path)}")


def _signed(paper: MinutesPaper) -> list[tuple[str, str | None]]:
    """Each party's word and the subject of the certificate with which it has signed, if its signature holds."""
    element, held = etree.fromstring(paper.document), signers_of(paper)
    subjects = {
        Side(kept.side): verify_document(etree.fromstring(kept.signature), element).subject
        for kept in paper.signatures
        if Side(kept.side) in held
    }
    return [("MITRA", subjects.get(Side.PARTNER)), ("BKN", subjects.get(Side.BKN))]
