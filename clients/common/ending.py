"""Extension and early end, proposed and answered."""

from clients.caller import Caller


class Ending(Caller):
    """Its operations; answered at any time."""
