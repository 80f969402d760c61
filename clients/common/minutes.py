"""Berita acara, signed by both parties."""

from clients.caller import Caller


class Minutes(Caller):
    """Its operations; answered at any time."""
