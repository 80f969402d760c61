"""jembatan wsdl: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "wsdl",
    help="The published contracts.",
    modules={"export": "adapter.cli.wsdl_export"},
)
