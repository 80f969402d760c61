"""jembatan report: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "report",
    help="Reports of the use of data: BKN's own from the journal, and what partners have delivered.",
    modules={
        "utilisation": "adapter.cli.report_utilisation",
        "recount": "adapter.cli.report_recount",
        "list": "adapter.cli.report_list",
        "show": "adapter.cli.report_show",
        "check": "adapter.cli.report_check",
    },
)
