"""What the demonstration shows, a module for each theme; each has `flows(cast)`, played in this order."""

from clients.demo.cast import Cast
from clients.demo.flow import Flow
from clients.demo.flows import aggregates, bkn, bpjs, panrb, sigtk, status

THEMES = (status, bpjs, sigtk, aggregates, panrb, bkn)


def all_flows(cast: Cast) -> list[Flow]:
    """Every operation, in both directions."""
    return [flow for theme in THEMES for flow in theme.flows(cast)]
