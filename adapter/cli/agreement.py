"""jembatan agreement: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "agreement",
    help="The agreements, and what is recorded about them.",
    modules={
        "list": "adapter.cli.agreement_list",
        "extend": "adapter.cli.agreement_extend",
        "amend": "adapter.cli.agreement_amend",
        "coverage": "adapter.cli.agreement_coverage",
    },
)
