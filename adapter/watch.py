"""Tells, while the server runs, what ends soon and what is owed: once, by whichever process looks first.

What ends is told for each threshold and day, in the log. A duty is told for each threshold, by notices to both parties.
"""

import threading

import structlog
from cryptography import x509
from sqlalchemy.exc import IntegrityError

from adapter.agreements.terms import Side
from adapter.clock import wib_date
from adapter.duties.reminders import LATE, Reminder, claim, is_claimed, reminders
from adapter.errors import StoreUnavailable
from adapter.records.database import reading, writing
from adapter.registry.expiry import ENDED, Ending, claim_notice, endings
from adapter.soap.course import Parts

_LOOK_EVERY_SECONDS = 1800

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
        """Tell each end that is near and was not told today, and each duty; a database that is away, the calls tell."""
        try:
            self._look_at_endings()
            self._look_at_duties()
        except StoreUnavailable:
            return

    def _look_at_duties(self) -> None:
        # Both contacts are told by BKN; a partner's own installation would tell them a second time.
        if self._parts.catalogue.host is not Side.BKN:
            return
        now = self._parts.clock()
        for agreement in self._parts.catalogue.agreements:
            with reading(self._parts.engine) as session:
                found = [one for one in reminders(session, agreement, now) if not is_claimed(session, one)]
            for reminder in found:
                if self._remind(reminder):
                    _tell_duty(reminder)

    def _remind(self, reminder: Reminder) -> bool:
        try:
            with writing(self._parts.engine) as session:
                return claim(session, reminder, self._parts.clock())
        except IntegrityError:
            return False  # another process has just told it

    def _look_at_endings(self) -> None:
        now = self._parts.clock()
        with reading(self._parts.engine) as session:
            found = endings(session, self._own, self._parts.revocation)
        for ending in found:
            if ending.threshold(now) is not None and self._claim(ending):
                self._tell(ending)

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

    def _run(self) -> None:
        pause = threading.Event()
        while True:
            try:
                self.look()
            except Exception as error:  # noqa: BLE001 - the watch must not end in silence because of one bad row
                log.error("the watch failed", error=type(error).__name__)  # noqa: TRY400 - no values
            pause.wait(_LOOK_EVERY_SECONDS)


def _tell_duty(reminder: Reminder) -> None:
    log.warning(
        "duty overdue" if reminder.threshold == LATE else "duty due soon",
        agreement=reminder.agreement.code,
        duty=reminder.item.duty.code,
        period=reminder.item.period.name,
        due=str(reminder.due),
        threshold=reminder.threshold,
    )
