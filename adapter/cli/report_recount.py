"""jembatan report recount."""

import json
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click

from adapter.cli.desk import Desk, pass_desk
from adapter.errors import OperatorError
from adapter.journal.counting import utilisation
from adapter.journal.periods import parse_period
from adapter.records.database import reading
from adapter.registry.catalogue import load_agreements


@click.command("recount")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_desk
def command(desk: Desk, file: Path) -> None:
    """Count a report of `report utilisation --json` again; exit status 1 names every number that differs.

    Whether the journal itself is still what was sealed, `journal verify` says.
    """
    told = _read(file)
    agreement = load_agreements().agreement(told["agreement"])
    with reading(desk.engine) as session:
        used = utilisation(session, agreement, parse_period(told["period"]), told["span"]["last_entry"])
    counted = json.loads(json.dumps(used.as_json())) if used is not None else {}
    # Seals may have come since; a seal that was named must still be the same.
    if told["span"].get("last_seal") is None and counted:
        counted["span"] = {**counted["span"], **{name: told["span"].get(name) for name in _SEALS}}
    wrong = list(_differences(told, counted, ""))
    if wrong:
        raise OperatorError("\n".join(f"{file}: {line}" for line in wrong))
    click.echo(f"{file}: equal: {told['calls']} calls, {told['people']} people, {len(told['lines'])} lines")


_SEALS = ("first_seal", "last_seal", "last_seal_digest")


def _read(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        named = all(isinstance(told[name], str) for name in ("agreement", "period"))
        last = told["span"]["last_entry"]
        # A Boolean is an int to Python, and SQLite's integers end.
        if named and type(last) is int and 0 < last < 2**63 and isinstance(told["lines"], list):
            return {"calls": 0, "people": 0, **told}
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise OperatorError(f"{file}: is no report of `jembatan report utilisation --json`")


def _differences(told: Any, counted: Any, path: str) -> list[str]:  # noqa: ANN401 - any JSON
    """Where two JSON values differ, by path."""
    if isinstance(told, dict) and isinstance(counted, dict):
        names = sorted({*told, *counted})
        return [line for name in names for line in _differences(told.get(name), counted.get(name), f"{path}/{name}")]
    if isinstance(told, list) and isinstance(counted, list):
        pairs = enumerate(zip_longest(told, counted), 1)
        return [line for at, (one, other) in pairs for line in _differences(one, other, f"{path}/{at}")]
    return [] if told == counted else [f"{path}: the report says {told}, the journal gives {counted}"]
