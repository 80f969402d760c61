"""Spyne 2.14 on Python 3.12 and 3.13, and its worst habits switched off. Imported before any spyne import.

Spyne carries a copy of six that cannot be imported from Python 3.12 on; the real six takes its place here.
(`cgi`, gone in 3.13, comes back with the legacy-cgi package.)
"""

import logging
import operator
import sys
import warnings

import six

_MOVED = (
    "moves",
    "moves.collections_abc",
    "moves.http_cookies",
    "moves.urllib",
    "moves.urllib.error",
    "moves.urllib.parse",
    "moves.urllib.request",
)


def _replace_six() -> None:
    six.get_function_name = operator.attrgetter("__name__")
    sys.modules["spyne.util.six"] = six
    for name in _MOVED:
        __import__(f"six.{name}")
        sys.modules[f"spyne.util.six.{name}"] = sys.modules[f"six.{name}"]


def _silence() -> None:
    # Spyne logs malformed requests whole, with people's data in them. Nothing of its log leaves, at any level.
    logger = logging.getLogger("spyne")
    logger.handlers, logger.propagate = [logging.NullHandler()], False


def _leave_garbage_alone() -> None:
    import spyne.const  # noqa: PLC0415 - only after six is replaced

    # Otherwise a full gc.collect() runs in the path of a request, once a second: 240 ms with a big heap.
    spyne.const.MIN_GC_INTERVAL = float("inf")


_replace_six()
_silence()
with warnings.catch_warnings():
    # "cgi is deprecated" and invalid escape sequences: spyne's own, and it is frozen upstream.
    warnings.simplefilter("ignore")
    import spyne
    import spyne.protocol.soap
    import spyne.server.wsgi  # noqa: F401 - imported here so that its warnings stay here

_leave_garbage_alone()
