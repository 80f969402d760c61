"""The SOAP room, and the one place that imports spyne."""

from adapter.soap import compat  # noqa: F401 - must come before any spyne import
