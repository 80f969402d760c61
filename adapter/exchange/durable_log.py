"""What DBOS has to say, in our own log."""

import logging

import structlog

log = structlog.get_logger("jembatan")


class _Told(logging.Handler):
    """DBOS's warnings, as lines of our own log; it would print to standard error."""

    def emit(self, record: logging.LogRecord) -> None:
        # Of a traceback nothing: it may quote values.
        said = record.getMessage().partition("\n")[0][:200]
        log.warning("durable work", said=said, where=f"{record.filename}:{record.lineno}")


def quieten() -> None:
    """Let DBOS print nothing; its warnings and errors are lines of our own log."""
    logger = logging.getLogger("dbos")
    logger.handlers[:] = [_Told(logging.WARNING)]
    logger.propagate = False
