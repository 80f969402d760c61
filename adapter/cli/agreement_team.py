"""jembatan agreement team: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "team",
    help="The technical team (Tim Teknis) of an agreement: offices and posts, never persons' names.",
    modules={"add": "adapter.cli.agreement_team_add", "list": "adapter.cli.agreement_team_list"},
)
