"""jembatan sync aside."""

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from adapter.cli.who import decided_by
from adapter.clock import WIB, system_clock
from adapter.exchange.executors import present, this_process
from adapter.exchange.leases import lease
from clients.sync.agreements import CODES
from clients.sync.cli.errors import LEFT_OVER, exit_statuses, told_in_one_line
from clients.sync.here import require_end, site_of
from clients.sync.retry import groups_of, keys_of, require_list, retry_set_aside
from clients.sync.site import Site


@click.command("aside", epilog=exit_statuses("nothing is aside", "some are left"))
@click.argument("code", metavar="AGREEMENT", type=click.Choice(CODES, case_sensitive=False))
@click.argument("leg", metavar="[LIST]", required=False)
@click.option("--retry", is_flag=True, help="Try them again first.")
@click.option("--show", is_flag=True, help="Name them (NIP, NIK), for your eyes only; that you looked is written down.")
@decided_by
@pass_desk
def command(desk: Desk, code: str, leg: str | None, by: str, *, retry: bool, show: bool) -> None:
    """Tell which records could not be applied, or were not taken by the other party, and why; LIST: of one list."""
    with told_in_one_line():
        require_end(desk, code)
        require_list(desk.catalogue.host, code, leg)
        site = site_of(desk, desk.settings.sync_page)
        if retry:
            # Two operators at once would send the same records in two messages.
            executor = this_process().name
            with present(site.engine, executor, "sync", system_clock), lease(site.engine, code, executor, system_clock):
                counts = retry_set_aside(site, code, leg, by)
            told = ", ".join(f"{count} {result}" for result, count in sorted(counts.items()))
            click.echo(f"tried again: {told or 'nothing is aside'}")
        left = _tell(site, code, leg)
        for name, reason, key in keys_of(site, code, leg, by) if show else ():
            click.echo(f"{name}\t{reason}\t{key}")
    if left:
        raise SystemExit(LEFT_OVER)


def _tell(site: Site, code: str, leg: str | None) -> int:
    groups = [one for one in groups_of(site, code) if leg in (None, one.leg)]
    rows = [
        (one.leg, one.direction, one.reason, str(one.count), f"{one.oldest.astimezone(WIB):%Y-%m-%d}") for one in groups
    ]
    if rows:
        print_table(("list", "direction", "reason", "records", "oldest"), rows)
    else:
        click.echo(f"{code}: nothing is set aside")
    return sum(one.count for one in groups)
