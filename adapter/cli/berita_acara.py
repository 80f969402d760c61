"""jembatan berita-acara: a group of its own."""

from adapter.cli import LazyGroup

command = LazyGroup(
    "berita-acara",
    help="Minutes of a reconciliation, from the journal: valid once both parties have signed.",
    modules={
        "make": "adapter.cli.berita_acara_make",
        "list": "adapter.cli.berita_acara_list",
        "check": "adapter.cli.berita_acara_check",
        "sign": "adapter.cli.berita_acara_sign",
        "export": "adapter.cli.berita_acara_export",
    },
)
