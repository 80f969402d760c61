"""Runs the coverage-guided fuzzer: `scripts/fuzz [SECONDS]`. What it finds new goes to var/fuzz, crashes beside it."""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["adapter.security", "adapter.soap", "adapter.journal"]):
    import adapter.app
    import adapter.security  # noqa: F401 - instrumented

import structlog

from adapter.records.database import open_engine, upgrade
from adapter.records.vault import Vault
from adapter.security import names as n
from adapter.security import sign, wrap
from adapter.security.addressing import add_addressing
from tests.fuzz.target import NOW, run
from tests.support import forge
from tests.support.world import World, make_world

FOUND = Path("var/fuzz/found")
KEPT = Path(__file__).parent / "corpus"


def seeds(world: World) -> dict[str, bytes]:
    """Honest messages of each kind to begin with."""
    found = {}
    for version in (n.SOAP11, n.SOAP12):
        for mode in range(6):
            envelope = wrap(version, forge.question(NOW))
            if mode % 2:
                add_addressing(envelope, action=forge.ACTION, to=forge.ENDPOINT)
            raw = sign(envelope, world.signer("BPJS"), NOW, confirms="AAAA" if mode % 2 else None).raw
            found[f"seed-{version[-9:-1].replace('/', '-')}-{mode}"] = bytes([mode]) + raw
    for how in ("issuer-serial", "ski", "thumbprint"):
        message = forge.request(world.signer("BPJS"), NOW)
        forge.name_signer(message, how, world.identities["BPJS"].certificate)
        found[f"seed-{how}"] = b"\x02" + message.raw
    question = forge.etree.tostring(forge.question(NOW))
    return {**found, "seed-call-11": b"\x06" + question, "seed-call-12": b"\x07" + question}


def main() -> None:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    seconds = sys.argv[1] if len(sys.argv) > 1 else "600"
    for folder in (FOUND, KEPT):
        folder.mkdir(parents=True, exist_ok=True)
    database = FOUND.parent / "fuzz.sqlite"
    database.unlink(missing_ok=True)
    engine = open_engine(f"sqlite:///{database}", 1)
    upgrade(engine)
    world = make_world(engine, Vault(b"d" * 32, b"i" * 32), NOW, algorithm="ec")
    for name, data in seeds(world).items():
        (FOUND / name).write_bytes(data)
    options = [
        f"-max_total_time={seconds}",
        "-max_len=20000",
        "-timeout=20",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
    ]
    atheris.Setup(
        [sys.argv[0], *options, f"-artifact_prefix={FOUND.parent}/", *sys.argv[2:], str(FOUND), str(KEPT)],
        lambda data: run(data, world),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
