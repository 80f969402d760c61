"""jembatan migrate."""

from pathlib import Path

import click
from sqlalchemy import make_url

from adapter.cli.desk import Desk, pass_desk
from adapter.errors import StoreUnavailable
from adapter.records.database import open_engine, upgrade, writing
from adapter.records.standard import put_standard_lists


@click.command("migrate")
@pass_desk
def command(desk: Desk) -> None:
    """Make the database's tables and standard code lists, or bring them to the newest revision.

    Where the data keys are there already, the database is bound to them.
    """
    address = make_url(desk.settings.database_url)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    _upgrade(desk)
    with writing(desk.engine) as session:
        put_standard_lists(session)
    if desk.settings.data_key.exists() and desk.settings.index_key.exists():
        desk.vault  # noqa: B018 - its first use binds the database to its keys
    click.echo(f"{desk.settings.masked_database_url}: at the newest revision")


def _upgrade(desk: Desk) -> None:
    engine = open_engine(desk.settings.database_url)
    try:
        upgrade(engine)
    except StoreUnavailable as error:
        raise StoreUnavailable(f"{desk.settings.masked_database_url}: {error}") from error
    finally:
        engine.dispose()
