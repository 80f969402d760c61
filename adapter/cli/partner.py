"""jembatan partner: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "partner",
    help="The certificates with which partners sign.",
    modules={
        "add": "adapter.cli.partner_add",
        "list": "adapter.cli.partner_list",
        "remove": "adapter.cli.partner_remove",
    },
)
