"""Failures of protection, and destruction."""

from clients.caller import Caller


class Incidents(Caller):
    """Its operations; answered at any time."""
