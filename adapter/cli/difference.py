"""jembatan difference: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "difference",
    help="Data on which a partner and BKN differ, and the sessions of periodic verification.",
    modules={
        "list": "adapter.cli.difference_list",
        "resolve": "adapter.cli.difference_resolve",
        "end-session": "adapter.cli.difference_end_session",
    },
)
