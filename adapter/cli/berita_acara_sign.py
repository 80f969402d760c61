"""jembatan berita-acara sign."""

import click

from adapter.cli.berita_acara_check import difference, known
from adapter.cli.desk import Desk, pass_desk
from adapter.cli.who import decided_by
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.journal.acts import record_act
from adapter.journal.minutes import sign, signers_of, state_of
from adapter.records.database import writing
from adapter.registry.catalogue import load_agreements
from adapter.security import load_signer


@click.command("sign")
@click.argument("code")
@click.argument("number")
@click.option("--accept-difference", is_flag=True, help="Sign although the journal counts otherwise.")
@decided_by
@pass_desk
def command(desk: Desk, code: str, number: str, accept_difference: bool, by: str) -> None:  # noqa: FBT001 - click passes flags
    """Sign a berita acara for BKN with the server's key; first its numbers are counted again."""
    agreement, now = load_agreements().agreement(code), system_clock()
    signer = load_signer(desk.settings.server_key, desk.settings.server_certificate)
    with writing(desk.engine) as session:
        paper = known(session, agreement, number)
        wrong = difference(session, desk.vault, agreement, paper)
        if wrong is not None and not accept_difference:
            raise OperatorError(f"{number}: not signed: {wrong}; settle it, or sign with --accept-difference")
        sign(session, paper, signer, now)
        record_act(session, desk.vault, "berita-acara sign", code, by, now, number=number, difference=wrong)
        click.echo(f"{number}: {state_of(signers_of(paper))}")
