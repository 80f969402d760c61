"""Notices, and who has confirmed them."""

from clients.caller import Caller


class Notices(Caller):
    """Its operations; answered at any time."""
