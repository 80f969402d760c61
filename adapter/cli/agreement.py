"""jembatan agreement: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "agreement",
    help="The agreements, and what is recorded about them.",
    modules={
        "list": "adapter.cli.agreement_list",
        "extend": "adapter.cli.agreement_extend",
        "amend": "adapter.cli.agreement_amend",
        "show": "adapter.cli.agreement_show",
        "propose-end": "adapter.cli.agreement_propose_end",
        "answer": "adapter.cli.agreement_answer",
        "suspend": "adapter.cli.agreement_suspend",
        "resume": "adapter.cli.agreement_resume",
        "void": "adapter.cli.agreement_void",
        "kahar": "adapter.cli.agreement_kahar",
        "kahar-end": "adapter.cli.agreement_kahar_end",
        "holidays": "adapter.cli.agreement_holidays",
    },
)
