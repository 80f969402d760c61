"""jembatan incident: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "incident",
    help="Failures of protection: told by partners, told to them, and the people whom they touch.",
    modules={
        "report": "adapter.cli.incident_report",
        "list": "adapter.cli.incident_list",
        "subjects": "adapter.cli.incident_subjects",
        "close": "adapter.cli.incident_close",
    },
)
