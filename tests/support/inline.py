"""A run of a sync in this very thread, step by step, without an engine of durable work beside it."""

import inspect
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from adapter.exchange.sync_models import SyncRun
from adapter.records.database import reading
from clients.sync import runs as sync
from clients.sync.patience import Patience
from clients.sync.process import at_site
from clients.sync.site import Site
from tests.support.world import World


@dataclass
class Inline:
    """Carries work out as it is given; it stands where adapter.exchange.durable.Durable does."""

    results: dict[str, Any] = field(default_factory=dict)

    def start(self, work: Any, workflow_id: str, *args: Any) -> None:
        self.results[workflow_id] = inspect.unwrap(work)(*args)

    enqueue = start

    def stop(self) -> None:
        """Nothing is under way."""

    def status(self, workflow_id: str) -> str | None:
        return "SUCCESS" if workflow_id in self.results else None

    def result(self, workflow_id: str) -> Any:
        return self.results[workflow_id]


def go(site: Site, code: str, mode: str = "delta") -> tuple[str, SyncRun]:
    """Start the sync, or go on with it; gives how the attempt ended, and the run."""
    inline = Inline()
    with at_site(site, inline):  # type: ignore[arg-type] # see above
        run_id = sync.start(code, mode)
    with reading(site.engine) as session:
        session.expire_on_commit = False
        run = session.get_one(SyncRun, run_id)
    return str(inline.result(sync.workflow_id(run_id, run.attempt))), run


def patient(world: World, **changes: Any) -> Patience:
    """A patience whose waiting lets the world's time pass, and nobody's own."""

    def sleep(seconds: float) -> None:
        world.now += timedelta(seconds=seconds)

    def seconds() -> float:
        return (world.now - started).total_seconds()

    started = world.now
    usual = {"jitter": 0.0, "sleep": sleep, "seconds": seconds}
    return Patience(**{**usual, **changes})
