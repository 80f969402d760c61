"""Keadaan kahar: told, answered, ended."""

from clients.caller import Caller


class ForceMajeure(Caller):
    """Its operations; answered at any time."""
