"""The floor of one signed call: what no implementation can leave out."""

import sqlite3
from pathlib import Path
from time import perf_counter

from lxml import etree

from adapter.security import POLICY
from adapter.security.canonical import canonical
from adapter.security.names import SIGNED_INFO
from tests.support.world import World


def floor(world: World, request: bytes, answer: bytes, runs: int, folder: Path) -> list[float]:
    """Seconds of: parse and canonicalise both messages, verify and make an RSA signature, commit both durably."""
    signer, key = world.signer("SIGTK"), world.identities["SIGTK"].certificate.public_key()
    signed = canonical(next(etree.fromstring(request).iter(SIGNED_INFO)))
    signature = signer.sign(signed)
    store = sqlite3.connect(folder / "floor.db", isolation_level=None)
    store.execute("PRAGMA journal_mode=WAL")
    store.execute("PRAGMA synchronous=FULL")
    store.execute("CREATE TABLE message (request BLOB, answer BLOB)")
    times = []
    for _ in range(runs):
        started = perf_counter()
        for raw in (request, answer):
            canonical(etree.fromstring(raw))
        POLICY.verify_signature(signer.algorithm, key, signature, signed)
        signer.sign(signed)
        store.execute("INSERT INTO message VALUES (?, ?)", (request, answer))
        times.append(perf_counter() - started)
    store.close()
    return times
