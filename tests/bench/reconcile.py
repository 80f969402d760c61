"""What a reconciliation costs: so many state officials at BKN and at BPJS Kesehatan, of which a few differ.

Two databases, the real application of both ends in this process, real signed messages between them. The digests that
both ends keep are put in directly, and the records themselves only where they differ: what is measured is the
comparison. What it costs to make digests from stored records is measured on a part of them, before.
"""

import resource
import tempfile
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from time import perf_counter, process_time

import click
import structlog
from sqlalchemy import Engine

from adapter.agreements.bpjs.elements import DataPejabatNegara
from adapter.agreements.bpjs.mitra import OFFICIALS
from adapter.agreements.bpjs.translation import official_from
from adapter.agreements.lines import to_line
from adapter.clock import WIB
from adapter.records import digests
from adapter.records.database import open_engine, upgrade, writing
from adapter.records.digests import State
from adapter.records.officials import receive_officials
from adapter.records.vault import Vault
from clients.sync.ends import OtherEnd, OwnEnd, common_secret
from clients.sync.reconcile import DIFFERENT, ONLY_HERE, ONLY_THERE, compared_list, reconcile
from clients.sync.site import Site
from tests.support.partner_host import PartnerHost
from tests.support.sites import bkn_site, partner_site
from tests.support.world import World, make_world

_NOW = datetime(2026, 11, 20, 9, 0, tzinfo=WIB)
_BATCH = 5000
_MADE = 5000
"""Records from which digests are made to tell how long that takes."""


@dataclass(eq=False)
class _Host(PartnerHost):
    """BPJS Kesehatan's host, with its database in the bench's own folder."""

    folder: Path = Path()

    @cached_property
    def engine(self) -> Engine:
        """A file, migrated."""
        return _migrated(f"sqlite:///{self.folder / 'bpjs.db'}")


def show_reconciliation(records: int, differences: int, postgresql: str | None) -> None:
    """Compare two lists of so many records, and tell what it took. `postgresql` is BKN's database, an empty one."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        world = make_world(
            _migrated(postgresql or f"sqlite:///{name}/bkn.db"),
            Vault(b"d" * 32, b"i" * 32),
            _NOW,
            extended=("BPJS",),
            registered=("BPJS",),
        )
        world._hosts["BPJS"] = _Host(world, "BPJS", folder=Path(name))
        site = bkn_site(world)
        _show_making(world, site)
        _fill(world, site, records)
        _show(site, "nothing new", records)
        _plant(world, records, differences)
        _show(site, f"{differences} planted", records)
        world.engine.dispose()
        world.host("BPJS").engine.dispose()


def _show(site: Site, name: str, records: int) -> None:
    started, worked = perf_counter(), process_time()
    report = reconcile(site, site.catalogue.agreement("BPJS"), OFFICIALS.listed.name)
    seconds, cpu = perf_counter() - started, process_time() - worked
    data = records * len(to_line(_official(0)).encode())
    carried = report.bytes_sent + report.bytes_received
    found = ", ".join(f"{report.count(kind)} {kind}" for kind in (DIFFERENT, ONLY_HERE, ONLY_THERE))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    click.echo(f"{name:12} {site.engine.dialect.name}: {report.here} here, {report.there} there; {found}")
    click.echo(
        f"{seconds:.1f} s ({cpu:.1f} s of CPU), {report.messages} messages, {carried / 1e6:.3f} MB of "
        f"{data / 1e6:.0f} MB ({carried / data:.3%}), peak memory {peak} MB"
    )


def _show_making(world: World, site: Site) -> None:
    rows = [_official(-number) for number in range(1, _MADE + 1)]
    _receive(world, rows)
    own = _own_end(site)
    with writing(site.engine) as session:
        own.salt = digests.make_salt(session, site.vault, "BPJS")
    started = process_time()
    own.make_ready()
    click.echo(f"digests made from stored records: {_MADE / (process_time() - started):.0f} a second of CPU")
    world.host("BPJS").offer(OFFICIALS, rows)


def _own_end(site: Site) -> OwnEnd:
    agreement = site.catalogue.agreement("BPJS")
    return OwnEnd(site, agreement, compared_list(site, agreement, OFFICIALS.listed.name), lambda _word, _count: None)


def _fill(world: World, site: Site, records: int) -> None:
    """The same digests at both ends, as if each had made them of its records; of what content is all the same."""
    own = _own_end(site)
    common_secret(own, OtherEnd(own))
    for end in (site, partner_site(world, "BPJS")):
        # In one transaction: a page of the index is written once.
        with writing(end.engine) as session:
            kept = digests.kept(session, own.place)
            for start in range(0, records - _MADE, _BATCH):
                niks = [_nik(number) for number in range(start, min(start + _BATCH, records - _MADE))]
                states = {end.vault.index("nik", nik): State(("nik", nik), nik.encode()) for nik in niks}
                digests.put(session, kept, own.salt, states)


def _plant(world: World, records: int, differences: int) -> None:
    """A third each: changed at BPJS Kesehatan, taken out there, and new there; BKN has heard of none."""
    share, host = differences // 3, world.host("BPJS")
    chosen = [_official(number) for number in range(0, records - _MADE, (records - _MADE) // (2 * share + 1))]
    gone, changed = chosen[:share], chosen[share : 2 * share]
    new = [_official(records + number) for number in range(differences - 2 * share)]
    _receive(world, [*gone, *changed])
    host.offer(OFFICIALS, [*gone, *new, *(replace(row, tempatLahir="Kota Lain") for row in changed)])
    host.offer(OFFICIALS, gone, remove=True)


def _receive(world: World, rows: list[DataPejabatNegara]) -> None:
    with world.store() as session:
        receive_officials(session, world.vault, [official_from(row) for row in rows], _NOW, "bench")


def _nik(number: int) -> str:
    # Nobody's: a kecamatan 00 is none.
    return f"317100{number % 10**10:010}"


def _official(number: int) -> DataPejabatNegara:
    return DataPejabatNegara(
        nik=_nik(number),
        namaPegawaiPejabatNegara=f"Pejabat Contoh {number}",
        nomorKartuPeserta=f"{number % 10**13:013}",
        tempatLahir="Kota Contoh",
        tanggalLahir=date(1950, 1, 1) + timedelta(days=number % 18_000),
        jenisKelamin="L" if number % 2 else "P",
        jenisPeserta="PEJABAT_NEGARA",
    )


def _migrated(url: str) -> Engine:
    engine = open_engine(url)
    upgrade(engine)
    return engine


@click.command()
@click.option("--records", type=click.IntRange(2 * _MADE), default=1_000_000, show_default=True)
@click.option("--differences", type=click.IntRange(3), default=100, show_default=True)
@click.option("--postgresql", metavar="URL", help="BKN's database, an empty one, instead of SQLite.")
def command(records: int, differences: int, postgresql: str | None) -> None:
    """Compare two lists that differ in a few records, over signed messages."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    show_reconciliation(records, differences, postgresql)
