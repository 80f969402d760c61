"""How a process that runs for long logs: JSON lines on standard output."""

import json

import structlog


def configure(level: str) -> None:
    """Log from `level` on, for the rest of the process."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=json.dumps),
        ],
        cache_logger_on_first_use=True,
    )
