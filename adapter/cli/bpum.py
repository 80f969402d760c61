"""jembatan bpum: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "bpum",
    help="What the ministry owes under the BPUM agreement, and doubtful results.",
    modules={
        "overdue": "adapter.cli.bpum_overdue",
        "feedback": "adapter.cli.bpum_feedback",
        "doubtful": "adapter.cli.bpum_doubtful",
        "coordinate": "adapter.cli.bpum_coordinate",
    },
)
