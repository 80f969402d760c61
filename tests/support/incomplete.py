"""Requests that the reference clients would not send: something is left out, and then they are signed."""

from typing import Any

import requests

from adapter.security import sign
from clients.base import PartnerClient
from tests.support.world import ADDRESS, World


def send_without(world: World, client: PartnerClient, request: Any, *names: str) -> requests.Response:
    """Send `request` as `client` would, but without the elements of these names; gives what comes back."""
    port = client._ports[client.service]
    message = port.envelope(request)
    for element in [found for name in names for found in message.iterfind(f".//{{*}}{name}")]:
        element.getparent().remove(element)
    signed = sign(message, world.signer(client.agreement.partner_code), world.now)
    return world.post(f"{ADDRESS}/layanan/{client.service}", signed.raw, {"Content-Type": "text/xml"})
