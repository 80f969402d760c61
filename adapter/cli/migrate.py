"""jembatan migrate."""

from pathlib import Path

import click
from sqlalchemy import make_url

from adapter.cli.desk import Desk, pass_desk
from adapter.errors import StoreUnavailable
from adapter.records.database import open_engine, upgrade


@click.command("migrate")
@pass_desk
def command(desk: Desk) -> None:
    """Make the database's tables, or bring them to the newest revision."""
    address = make_url(desk.settings.database_url)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = open_engine(desk.settings.database_url)
    try:
        upgrade(engine)
    except StoreUnavailable as error:
        raise StoreUnavailable(f"{desk.settings.masked_database_url}: {error}") from error
    finally:
        engine.dispose()
    click.echo(f"{desk.settings.masked_database_url}: at the newest revision")
