"""jembatan lists: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "lists",
    help="Whole lists that partners have sent to be matched.",
    modules={"show": "adapter.cli.lists_show", "run": "adapter.cli.lists_run"},
)
