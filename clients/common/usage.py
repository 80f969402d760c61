"""Who used which of one's own data."""

from clients.caller import Caller


class Usage(Caller):
    """Its operations; answered at any time."""
