"""jembatan journal: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "journal",
    help="The evidence of every exchange: seals over the journal, and whether it is still what was sealed.",
    modules={
        "seal": "adapter.cli.journal_seal",
        "verify": "adapter.cli.journal_verify",
        "accesses": "adapter.cli.journal_accesses",
        "subject": "adapter.cli.journal_subject",
    },
)
