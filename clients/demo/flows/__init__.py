"""What the demonstration shows, a module for each theme; each has `flows(cast)`, played in this order."""

from clients.demo.cast import Cast
from clients.demo.flow import Flow
from clients.demo.flows import bpjs, bpum, sigtk, status, taspen_lists, taspen_verification

THEMES = (
    status,
    bpjs,
    sigtk,
    bpum,
    taspen_verification,
    taspen_lists,
)


def all_flows(cast: Cast) -> list[Flow]:
    """Every operation, in both directions."""
    return [flow for theme in THEMES for flow in theme.flows(cast)]
