"""Reports of use and evaluation, and results of coordination."""

from clients.caller import Caller


class Reports(Caller):
    """Its operations; answered at any time."""
