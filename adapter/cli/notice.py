"""jembatan notice: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "notice",
    help="""Notices to and from partners: trouble, maintenance, changes.

    A notice of maintenance (PERBAIKAN) closes BKN's exchanges from its beginning to its end; reports, notices and the
    like go on. Nothing told is changed: `end` and `withdraw` tell it by a notice of their own. A notice counts as
    received only once it is confirmed.
    """,
    modules={
        "send": "adapter.cli.notice_send",
        "end": "adapter.cli.notice_end",
        "withdraw": "adapter.cli.notice_withdraw",
        "list": "adapter.cli.notice_list",
        "confirm": "adapter.cli.notice_confirm",
    },
)
