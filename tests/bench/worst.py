"""`scripts/bench --worst`: what the dearest refused messages of the attack corpus cost, in time and in memory."""

import click

from tests.support.cost import Cost, costs

_SHOWN = 10
_MOST_SECONDS = 1
"""That the dearest may cost, on a quiet machine (hazards, case 17)."""


def show_worst() -> None:
    """Measure every bomb; print the slowest and the largest, each beside its own size."""
    click.echo("… every bomb, each in a fresh copy of one warm process (a minute)", err=True)
    measured = [cost for cost in costs() if cost.code]
    click.echo(f"{'slowest':52} {'KB':>6} {'ms':>6} {'MB':>6} {'x size':>8}")
    for cost in sorted(measured, key=lambda cost: -cost.seconds)[:_SHOWN]:
        _show(cost)
    click.echo("most memory beyond five times their size")
    for cost in sorted(measured, key=lambda cost: 5 * cost.size - cost.peak)[:_SHOWN]:
        _show(cost)
    slow = [cost.name for cost in measured if cost.seconds > _MOST_SECONDS]
    if slow:
        raise click.ClickException(f"beyond {_MOST_SECONDS} s of a core: {', '.join(slow)}")


def _show(cost: Cost) -> None:
    peak = f"{cost.peak / 1e6:6.1f} {cost.ratio:8.1f}"
    click.echo(f"{cost.name:52} {cost.size / 1000:6.0f} {cost.seconds * 1000:6.0f} {peak}  {cost.code}")
