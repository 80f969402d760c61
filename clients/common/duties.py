"""The calendar of duties."""

from clients.caller import Caller


class Duties(Caller):
    """Its operations; answered at any time."""
