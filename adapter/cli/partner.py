"""jembatan partner: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "partner",
    help="""The certificates with which partners sign.

    \b
    To change a certificate, without a moment in which nobody can sign:
      1. the partner sends its next certificate; `add` it: now both sign
      2. the partner signs with its next key (`signer` in the log of calls)
      3. `remove` the old one

    `remove` is for good: that certificate never signs again. `suspend` is for a while, with a reason, and `resume`
    lifts it. Both hold from the next call on, in every process; `history` tells who might sign when.
    """,
    modules={
        "add": "adapter.cli.partner_add",
        "trust-ca": "adapter.cli.partner_trust_ca",
        "list": "adapter.cli.partner_list",
        "suspend": "adapter.cli.partner_suspend",
        "resume": "adapter.cli.partner_resume",
        "remove": "adapter.cli.partner_remove",
        "history": "adapter.cli.partner_history",
    },
)
