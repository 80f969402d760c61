"""jembatan agreement: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "agreement",
    help="The agreements, and what is recorded about them.",
    modules={
        "list": "adapter.cli.agreement_list",
        "extend": "adapter.cli.agreement_extend",
        "show-elements": "adapter.cli.agreement_show_elements",
        "pending": "adapter.cli.agreement_pending",
        "propose-amend": "adapter.cli.agreement_propose_amend",
        "approve": "adapter.cli.agreement_approve",
        "amend": "adapter.cli.agreement_amend",
        "grant": "adapter.cli.agreement_grant",
        "team": "adapter.cli.agreement_team",
        "contact": "adapter.cli.agreement_contact",
        "coverage": "adapter.cli.agreement_coverage",
        "duties": "adapter.cli.agreement_duties",
        "duty-done": "adapter.cli.agreement_duty_done",
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
