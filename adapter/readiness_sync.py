"""Whether the settings of the syncs say what they must: when workers begin, and where the other parties are."""

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from adapter.settings import Settings

OFF = "off"
BEGINNINGS = {"delta": "sync_nightly", "full": "sync_semester", "reconcile": "sync_reconciliation"}
"""The setting that says when, by the mode of the run that begins then."""


def problems(settings: Settings, exchanged: Sequence[str]) -> list[str]:
    """One line for each mistake; `exchanged` are the agreements under which there are syncs here."""
    return [*_wrong_times(settings), *_strange(settings, exchanged)]


def _wrong_times(settings: Settings) -> list[str]:
    found = []
    for field in BEGINNINGS.values():
        cron = getattr(settings, field)
        usual = cron == Settings.model_fields[field].default or cron.lower() == OFF
        wrong = None if usual else _wrong_time(cron)
        if wrong is not None:
            found.append(f"JEMBATAN_{field.upper()}: {cron!r} {wrong}")
    return found


def _wrong_time(cron: str) -> str | None:
    # A server whose syncs begin at their usual times must not start later for it.
    from adapter.exchange.cron import ever_fires, is_cron  # noqa: PLC0415

    if not is_cron(cron):
        return f"does not say when; five fields of cron in WIB (0 2 * * *), or {OFF}"
    return None if ever_fires(cron) else f"is a day that never comes; to let nothing begin, say {OFF}"


def _strange(settings: Settings, exchanged: Sequence[str]) -> list[str]:
    found = []
    for code in settings.peer_urls:
        if code not in exchanged:
            advice = (
                f"did you mean {code.upper()}?" if code.upper() in exchanged else f"there are {', '.join(exchanged)}"
            )
            found.append(f"JEMBATAN_PEER_URLS: {code}: no agreement that is exchanged here; {advice}")
    return found


def warnings(settings: Settings) -> list[str]:
    """One line for each other party to which personal data would go in clear."""
    return [
        f"JEMBATAN_PEER_URLS: {code}: http to another machine: messages are signed, but go in clear; use https"
        for code, url in settings.peer_urls.items()
        if urlsplit(url).scheme == "http" and not _is_here(urlsplit(url).hostname or "")
    ]


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
