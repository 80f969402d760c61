"""What the demonstration shows, a module for each theme; each has `flows(cast)`, played in this order."""

from clients.demo.cast import Cast
from clients.demo.flow import Flow
from clients.demo.flows import (
    addenda,
    aggregates,
    bkn,
    bpjs,
    bpum,
    duties,
    notices,
    panrb,
    papers,
    reconciliation,
    sigtk,
    status,
    sync,
    taspen_lists,
    taspen_verification,
    terms,
)

THEMES = (
    status,
    bpjs,
    bpum,
    panrb,
    addenda,
    sigtk,
    taspen_verification,
    taspen_lists,
    aggregates,
    notices,
    duties,
    papers,
    reconciliation,
    terms,
    bkn,
    sync,
)


def all_flows(cast: Cast) -> list[Flow]:
    """Every operation, in both directions."""
    return [flow for theme in THEMES for flow in theme.flows(cast)]
