"""What the server does by itself beside the calls, each once, by whichever process looks first.

It tells what ends soon, once for each threshold and day; and it has each month counted that has ended.
"""

import os
import subprocess
import sys
import threading
from datetime import date

import structlog
from cryptography import x509
from sqlalchemy.exc import IntegrityError

from adapter.clock import wib_date
from adapter.errors import StoreUnavailable
from adapter.records.aggregates import is_due, last_month_end
from adapter.records.database import reading, writing
from adapter.registry.expiry import ENDED, Ending, claim_notice, endings
from adapter.soap.course import Parts

_LOOK_EVERY_SECONDS = 1800
_NICENESS = 10

log = structlog.get_logger("jembatan")


class Watch:
    """Looks at everything with an end. `look` is all of it; `start` does it again and again beside the calls."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._own = x509.load_der_x509_certificate(parts.signer.certificate)

    def start(self) -> None:
        """Look now and every half hour, in a thread that ends with the process."""
        threading.Thread(target=self._run, name="watch", daemon=True).start()

    def look(self) -> None:
        """Log each end that is near and was not told today; a database that is away is for the calls to tell."""
        now = self._parts.clock()
        try:
            with reading(self._parts.engine) as session:
                found = endings(session, self._own, self._parts.revocation)
            for ending in found:
                if ending.threshold(now) is not None and self._claim(ending):
                    self._tell(ending)
        except StoreUnavailable:
            return

    def _claim(self, ending: Ending) -> bool:
        try:
            with writing(self._parts.engine) as session:
                return claim_notice(session, ending, self._parts.clock())
        except IntegrityError:
            return False  # another process has just told it

    def _tell(self, ending: Ending) -> None:
        now = self._parts.clock()
        ended = ending.threshold(now) == ENDED
        (log.error if ended else log.warning)(
            "ended" if ended else "ends soon",
            role=ending.role,
            agreement=ending.agreement or None,
            name=ending.name,
            on=str(wib_date(ending.ends_at)),
            days_left=ending.days_left(now),
            threshold=ending.threshold(now),
        )

    def month_due(self) -> date | None:
        """The last day of the month that has ended, where it is not counted yet."""
        now = self._parts.clock()
        month_end = last_month_end(wib_date(now))
        try:
            with reading(self._parts.engine) as session:
                return month_end if is_due(session, month_end, now) else None
        except StoreUnavailable:
            return None

    def _count_month(self) -> None:
        """Count it in a process of its own: minutes of one core, which calls must not wait for.

        Two processes may start it; the second finds the month taken, and ends.
        """
        if (month_end := self.month_due()) is not None:
            command = [sys.executable, "-m", "adapter.cli", "aggregate", "--month", f"{month_end:%Y-%m}"]
            done = subprocess.run(command, capture_output=True, check=False, preexec_fn=_be_nice)  # noqa: S603 - our own words; nothing but nice(2)
            log.info("counted a month", month=f"{month_end:%Y-%m}", done=done.returncode == 0)

    def _run(self) -> None:
        pause = threading.Event()
        while True:
            try:
                self.look()
            except Exception as error:  # noqa: BLE001 - the watch must not end in silence because of one bad row
                log.error("the watch failed", error=type(error).__name__)  # noqa: TRY400 - no values
            pause.wait(_LOOK_EVERY_SECONDS)
            # Not at the start: whoever starts a server waits for it, and not for last month's numbers.
            self._count_month()


def _be_nice() -> None:
    os.nice(_NICENESS)
