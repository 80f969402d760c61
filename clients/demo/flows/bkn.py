"""BKN asks what its partners host, each at the partner's own server; what it takes in, the theme of sync shows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from adapter.agreements.bpjs.push_messages import whole
from adapter.clock import system_clock, wib_date
from adapter.records.database import open_engine, reading
from adapter.records.population import nth_person
from adapter.registry import store
from adapter.registry.standing import Standing
from adapter.settings import load
from clients.bkn import BknClient, BknToBpjs, BknToSigtk
from clients.demo.cast import Cast
from clients.demo.flow import Flow, require
from clients.demo.flows.bpjs import demo_cards, demo_officials
from clients.demo.flows.panrb import demo_document
from clients.demo.flows.sigtk import demo_honours
from clients.demo.stage import Stage
from clients.jsonl import to_line


def flows(cast: Cast) -> list[Flow]:
    """What partners host."""
    made = {"BPJS": _bpjs, "PANRB": _panrb, "SIGTK": _sigtk}
    return [flow for client in cast.bkn for flow in (*made[client.agreement.code](cast, client), _status(client))]


def _bpjs(cast: Cast, client: BknClient) -> list[Flow]:
    host = cast.hosts["BPJS"]
    cards, officials = demo_cards(), demo_officials()
    renumbered = replace(cards[0], nomorKartuPeserta=nth_person(5000).card)
    return [
        Flow(client.agreement, "ambilKartuPesertaPns", lambda: _pull(client, "kartu", host, "kartuPesertaPns", cards)),
        Flow(
            client.agreement,
            "ambilDataPejabatNegara",
            lambda: _pull(client, "pejabat", host, "dataPejabatNegara", officials),
        ),
        Flow(
            client.agreement,
            "ambilMutasiPeserta",
            lambda: _pull(client, "mutasi", host, "kartuPesertaPns", [renumbered]),
            "both kinds, every state",
        ),
        Flow(client.agreement, "kirimDataPegawai", lambda: _employees(cast), "pushed by BKN; again changes nothing"),
    ]


def _panrb(cast: Cast, client: BknClient) -> list[Flow]:
    host, feed, operation = cast.hosts["PANRB"], "informasi", "ambilInformasiManajemenAsn"
    documents = [demo_document(amount, f"CONTOH-BKN-{amount}/2026") for amount in (10, 20, 30)]
    return [
        Flow(client.agreement, operation, lambda: _pull(client, feed, host, "informasiManajemenAsn", documents)),
    ]


def _sigtk(cast: Cast, client: BknClient) -> list[Flow]:
    host, honours = cast.hosts["SIGTK"], demo_honours()
    feed = "penganugerahan"
    return [
        Flow(client.agreement, "ambilPenganugerahan", lambda: _pull(client, feed, host, "penganugerahan", honours)),
        Flow(client.agreement, "kirimReferensi", lambda: _codes(cast), "pushed by BKN; again changes nothing"),
    ]


def _employees(cast: Cast) -> int:
    client = next(client for client in cast.bkn if isinstance(client, BknToBpjs))
    rows = [whole(one) for one in cast.bpjs.ambilDataPegawai(ukuranHalaman=100).pegawai]
    standing = _standing(cast.stage, client)
    first, again = (client.kirimDataPegawai(rows, standing=standing) for _ in range(2))
    require(first.jumlahDiterima == len(rows), f"{first.jumlahDitolak} of {len(rows)} were not kept")
    require({row.hasil for row in again.baris} == {"TIDAK_BERUBAH"}, "the second time changed something")
    return len(rows)


def _codes(cast: Cast) -> int:
    client = next(client for client in cast.bkn if isinstance(client, BknToSigtk))
    codes = cast.sigtk.ambilReferensi("INSTANSI")
    standing = _standing(cast.stage, client)
    for _ in range(2):
        answer = client.kirimReferensi(codes.jenisReferensi, codes.versi, codes.referensi, standing=standing)
    require(answer.jumlahTidakBerubah == len(codes.referensi), "the second time changed something")
    return len(codes.referensi)


def _standing(stage: Stage, client: BknClient) -> Standing:
    engine = open_engine(load(stage.env_file, {}).database_url)
    try:
        with reading(engine) as session:
            return store.standing(session, client.agreement, wib_date(system_clock()))
    finally:
        engine.dispose()


def _status(client: BknClient) -> Flow:
    def ask() -> int:
        found = client.cekStatusPerjanjian().status
        require(found == "BERLAKU", f"the status is {found}")
        return 1

    return Flow(client.agreement, "cekStatusPerjanjian", ask, "asked by BKN, at the partner's host")


def _pull(client: BknClient, feed: str, host: Stage, listed: str, records: Sequence[Any]) -> int:
    """Let the partner offer the records, and pull the list in pages of 30."""
    lines = host.folder / f"{listed}.jsonl"
    lines.write_text("".join(f"{to_line(record)}\n" for record in records), encoding="utf-8")
    host.jembatan("offer", listed, str(lines))
    pages = list(client.pages(feed, size=30))
    rows = sum(len(getattr(page, "perubahan", ()) or getattr(page, "mutasi", ())) for page in pages)
    require(rows == pages[0].jumlahTersisa >= len(records), f"{rows} rows, {pages[0].jumlahTersisa} promised")
    return rows
