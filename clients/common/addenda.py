"""Addenda, and letters that grant an element for a time."""

from clients.caller import Caller


class Addenda(Caller):
    """Its operations; answered at any time."""
