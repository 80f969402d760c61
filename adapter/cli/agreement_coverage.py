"""jembatan agreement coverage."""

import click

from adapter.agreements.articles import Article
from adapter.cli.table import print_table
from adapter.registry.catalogue import load_agreements
from adapter.registry.coverage import coverage


@click.command("coverage")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Show which clause of each agreement (or of CODE alone) is carried out by what.

    Exit status 1 if a clause that a machine can carry out is carried by nothing, or by something that is not there.
    """
    catalogue = load_agreements()
    if code is not None:
        catalogue.agreement(code)
    found = [row for row in coverage(catalogue, has_command) if code in (None, row.agreement.code)]
    print_table(
        ("agreement", "clause", "says", "carried by"),
        ((row.agreement.code, row.article.clause, row.article.says, _carried(row.article)) for row in found),
    )
    open_ones = [row for row in found if not row.holds]
    for row in open_ones:
        lacking = ", ".join(f"{one.kind.value} {one.name}" for one in row.missing) or "nothing carries it"
        click.echo(f"{row.agreement.code} {row.article.clause}: {lacking}", err=True)
    machine = sum(not row.article.by_people for row in found)
    told = f"{len(found)} clauses: {machine} by machine, {len(found) - machine} by people, {len(open_ones)} open"
    click.echo(told, err=True)
    if open_ones:
        click.get_current_context().exit(1)


def has_command(name: str) -> bool:
    """Whether `jembatan` has the command `name`, such as "agreement suspend"."""
    group: click.Command | None = click.get_current_context().find_root().command
    context = click.get_current_context().find_root()
    for word in name.split():
        group = group.get_command(context, word) if isinstance(group, click.Group) else None
    return group is not None


def _carried(article: Article) -> str:
    if article.by_people:
        return f"people: {article.by_people}"
    return ", ".join(f"{one.kind.value} {one.name}" for one in article.carriers)
