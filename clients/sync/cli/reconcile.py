"""jembatan sync reconcile."""

from collections.abc import Sequence

import click
from rich.console import Console

from adapter.cli.desk import Desk, pass_desk
from adapter.cli.table import print_table
from clients.sync.agreements import CODES
from clients.sync.cli.errors import LEFT_OVER, exit_statuses, told_in_one_line
from clients.sync.here import require_end, site_of
from clients.sync.reconcile import DIFFERENT, ONLY_HERE, ONLY_THERE, Report, compared_list, numbers_of, reconcile
from clients.sync.repair import repair
from clients.sync.site import Site

_TITLES = ("list", "here", "there", "only here", "only there", "different", "moving", "messages", "bytes")
_FEW = 100


@click.command(
    "reconcile",
    epilog=exit_statuses("nothing differs", "records differ", "What was compared before, is told all the same."),
)
@click.argument("code", metavar="AGREEMENT", type=click.Choice(CODES, case_sensitive=False))
@click.argument("lists", metavar="[LIST]...", nargs=-1)
@click.option("--show", is_flag=True, help="Name the differing records that we hold: NIP or NIK, for your eyes only.")
@click.option("--repair", "repairing", is_flag=True, help="Exchange the differing records, and compare again.")
@pass_desk
def command(desk: Desk, code: str, lists: tuple[str, ...], *, show: bool, repairing: bool) -> None:
    """Compare what both parties hold, by digests that narrow down to the records that differ.

    LIST is an element list of the agreement, such as dataPegawai; without it all that are compared.
    """
    reports: list[Report] = []
    with told_in_one_line():
        require_end(desk, code)
        site = site_of(desk, size=1)
        names = _named(site, code, lists)
        try:
            for name in names:
                report = _compare(site, code, name)
                reports.append(_repaired(site, report) if repairing else report)
        finally:
            _tell(code, names, reports)
        for report in reports if show else ():
            _show(site, report)
    if any(report.differences for report in reports):
        raise SystemExit(LEFT_OVER)


def _named(site: Site, code: str, lists: Sequence[str]) -> list[str]:
    """The lists asked for, each once; without any, all. Raises OperatorError for one that is not compared."""
    for name in lists:
        compared_list(site, site.catalogue.agreement(code), name)
    return list(dict.fromkeys(lists)) or compared_names(site, code)


def _tell(code: str, names: Sequence[str], reports: Sequence[Report]) -> None:
    if reports:
        print_table(_TITLES, [_line(report) for report in reports])
    elif not names:
        click.echo(f"{code}: no list of this agreement is compared")


def compared_names(site: Site, code: str) -> list[str]:
    """The lists that this agreement's parties compare."""
    return [one.listed.name for one in site.catalogue.compared_under(site.catalogue.agreement(code))]


def _compare(site: Site, code: str, name: str) -> Report:
    # rich shows no status where stderr is no terminal.
    with Console(stderr=True).status(f"{name}: comparing") as status:

        def told(word: str, count: int) -> None:
            status.update(f"{name}: {count} {word}")

        return reconcile(site, site.catalogue.agreement(code), name, told)


def _repaired(site: Site, report: Report) -> Report:
    if not report.differences:
        return report
    done = repair(site, report)
    told = ", ".join(f"{count} {result}" for result, count in sorted(done.counts.items())) or "nothing exchanged"
    click.echo(f"{report.list_name}: {told}; {done.left} only the other party can send or take out")
    return _compare(site, report.agreement, report.list_name)


def _line(report: Report) -> tuple[str, ...]:
    kinds = (report.count(kind) for kind in (ONLY_HERE, ONLY_THERE, DIFFERENT))
    size = report.bytes_sent + report.bytes_received
    numbers = (report.here, report.there, *kinds, report.moving, report.messages, size)
    return (report.list_name, *(str(number) for number in numbers))


def _show(site: Site, report: Report) -> None:
    numbers = numbers_of(site, report)
    for one in report.differences[:_FEW]:
        kind, number = numbers.get(one.position, ("not held here, their token", str(one.their_token or "unknown")))
        click.echo(f"{report.list_name}\t{one.kind}\t{kind} {number}")
    if len(report.differences) > _FEW:
        click.echo(f"{report.list_name}: and {len(report.differences) - _FEW} more")
