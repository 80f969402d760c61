"""What a message costs the server: seconds, and memory beyond what it had before, at its peak.

Run as a program, it measures every bomb, each in a fresh copy of one warm process (fork): libxml2's memory is not
Python's, and only the kernel knows a process's peak. Linux only. Prints one line of JSON for each, or for those
whose shapes its arguments name.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog

from adapter.records.database import open_engine, upgrade
from adapter.records.vault import Vault
from tests.support import forge
from tests.support.bombs import Bomb, corpus
from tests.support.served import ROOT, this_second
from tests.support.world import World, make_world


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one message: `seconds` of a core, `peak` in bytes with the message itself, `code` of the fault."""

    name: str
    version: str
    size: int
    seconds: float
    peak: int
    code: str
    allowed: list[str]

    @property
    def ratio(self) -> float:
        """The peak as a multiple of the message's size."""
        return self.peak / self.size


def costs(*shapes: str) -> list[Cost]:
    """Measure the bombs of these shapes, or the whole corpus, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.cost", *shapes],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return [Cost(**json.loads(line)) for line in done.stdout.splitlines()]


def measure(world: World, bomb: Bomb) -> Cost:
    """Post one message to the world's application, in a copy of this process. No other thread may run."""
    with tempfile.TemporaryFile() as message, tempfile.TemporaryFile("w+") as result:
        message.write(bomb.raw)
        message.seek(0)
        if (child := os.fork()) == 0:
            status = 1
            try:
                before = _status("VmRSS")
                began = time.process_time()
                answer = world.post(forge.ENDPOINT, message.read(), {"Content-Type": forge.CONTENT_TYPES[bomb.version]})
                seconds, peak = time.process_time() - began, _status("VmHWM") - before
                json.dump([seconds, peak, forge.fault_code(answer)], result)
                result.flush()
                status = 0
            finally:
                os._exit(status)
        assert os.waitpid(child, 0)[1] == 0, f"{bomb.name}: it died"
        result.seek(0)
        seconds, peak, code = json.load(result)
    return Cost(bomb.name, bomb.version, len(bomb.raw), seconds, peak, code, list(bomb.codes))


def _status(name: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(name)


def _measured(shapes: Collection[str]) -> Iterator[Cost]:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'cost.db'}")
        upgrade(engine)
        now = this_second()
        world = make_world(engine, Vault(b"d" * 32, b"i" * 32), now, day=now)
        # What is loaded with the first call is no message's cost.
        for version in forge.CONTENT_TYPES:
            warm = Bomb("honest", version, forge.request(world.signer("BPJS"), now, version).raw, ("",))
            world.post(forge.ENDPOINT, warm.raw, {"Content-Type": forge.CONTENT_TYPES[version]})
        for bomb in corpus(world, shapes):
            engine.dispose()  # no connection may be shared with the copy
            yield measure(world, bomb)


if __name__ == "__main__":
    for cost in _measured(sys.argv[1:]):
        sys.stdout.write(f"{json.dumps(asdict(cost))}\n")
