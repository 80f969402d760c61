"""jembatan agreement: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "agreement",
    help="The agreements, and what is recorded about them.",
    modules={
        "list": "adapter.cli.agreement_list",
        "extend": "adapter.cli.agreement_extend",
        "amend": "adapter.cli.agreement_amend",
        "duties": "adapter.cli.agreement_duties",
        "duty-done": "adapter.cli.agreement_duty_done",
        "coverage": "adapter.cli.agreement_coverage",
    },
)
