"""What DBOS has to say, in our own log."""

import logging

import structlog

log = structlog.get_logger("jembatan")


_AGAIN_SECONDS = 60.0
"""While a database is away, each of DBOS's threads says so several times a second."""


class _Told(logging.Handler):
    """DBOS's warnings, as lines of our own log; it would print to standard error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._told: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        where = f"{record.filename}:{record.lineno}"
        if record.created - self._told.get(where, 0) < _AGAIN_SECONDS:
            return
        self._told[where] = record.created
        # Of a traceback nothing: it may quote values.
        log.warning("durable work", said=record.getMessage().partition("\n")[0][:200], where=where)


def quieten() -> None:
    """Let DBOS print nothing; its warnings and errors are lines of our own log."""
    logger = logging.getLogger("dbos")
    logger.handlers[:] = [_Told()]
    logger.propagate = False
    logger.disabled = False


def silence() -> None:
    """Let DBOS say nothing any more: of its ending threads each would complain that it cannot work."""
    logging.getLogger("dbos").disabled = True
