"""jembatan serve."""

import gc
import os
import signal
import socket
import threading
import time
from functools import partial
from pathlib import Path

import click
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from adapter import limits
from adapter.app import application
from adapter.cli.desk import Desk, pass_desk
from adapter.clock import system_clock
from adapter.errors import OperatorError
from adapter.readiness import require
from adapter.registry.catalogue import load_hosted
from adapter.rsgi import Intake
from adapter.settings import Settings, exported
from adapter.soap.wsdl import address

_POLL_SECONDS = 0.02


@click.command("serve")
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=int, help="The port to listen on.")
@click.option("--mitra", metavar="CODE", help="Play this agreement's partner: serve what it hosts, nothing of BKN's.")
@click.option("--workers", type=int, help="Processes.")
@click.option("--threads", type=int, help="Calls that each process carries out at a time.")
@click.option("--tls-cert", type=click.Path(path_type=Path), help="Serve HTTPS with this certificate (chain), PEM.")
@click.option("--tls-key", type=click.Path(path_type=Path), help="The key of --tls-cert.")
@pass_desk
def command(desk: Desk, /, **options: object) -> None:
    """Serve the agreements. Without --tls-cert, put a proxy with TLS before it. Ends at SIGTERM or Ctrl-C."""
    desk = desk.overriding(**options)
    settings = desk.settings
    load_hosted(settings.mitra)  # an unknown code is told before anything is opened
    for warning in require(settings, system_clock()):
        click.echo(f"warning: {warning}", err=True)
    _require_free(settings)
    _bind_keys(desk)
    # The workers, and whatever is started beside them, read the environment and nothing else.
    os.environ.update(exported(settings))
    threading.Thread(target=_tell_when_ready, args=(settings,), daemon=True).start()
    load = partial(_in_worker, settings.threads)
    _server(settings).serve(target_loader=load, wrap_loader=False)  # type: ignore[arg-type] # RSGI's target is an object


def _bind_keys(desk: Desk) -> None:
    desk.vault  # noqa: B018 - its first use binds the database to its keys
    # The workers open connections of their own; none of this process's may come to them.
    desk.engine.dispose()


def _server(settings: Settings) -> MPServer:
    return MPServer(
        "adapter.app:application",
        interface=Interfaces.RSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        # For each worker: what is open beyond waits in the backlog.
        backpressure=limits.MAX_CONNECTIONS,
        # What SOAP stacks speak; the less there is, the less can be attacked.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=limits.MAX_HEADER_SECONDS * 1000, max_buffer_size=limits.MAX_HEADER_BYTES
        ),
        websockets=False,
        ssl_cert=settings.tls_cert,
        ssl_key=settings.tls_key,
        # Java 8 and PHP on older systems have no 1.3.
        ssl_protocol_min=SSLProtocols.tls12,
        log_level=LogLevels.warning,
        # One that dies (out of memory) is replaced; one that dies again at once ends the server.
        respawn_failed_workers=True,
        # One that hangs, in a call or because a stop reached it twice, must not keep the machine from going down.
        workers_kill_timeout=10,
    )


def _in_worker(threads: int) -> Intake:
    # Ctrl-C reaches every process of the terminal. A granian worker that gets it, and then the SIGTERM of its parent,
    # hangs until it is killed; so only the parent heeds it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    # Until granian sets the worker's own handlers it has its parent's, which would swallow a stop while it loads.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # As for imports (adapter.cli): contracts and services stay as long as the process.
    gc.disable()
    served = application()
    gc.freeze()
    gc.enable()
    return Intake(served, threads)


def _require_free(settings: Settings) -> None:
    # Granian binds with SO_REUSEPORT: without this, two servers would share the port and the calls in silence.
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        place = f"{settings.host}:{settings.port}"
        raise OperatorError(f"cannot listen on {place}: {error.strerror}; stop what uses it or choose --port") from None


def _tell_when_ready(settings: Settings) -> None:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104 - compared, not bound
    while True:
        try:
            socket.create_connection((host, settings.port), timeout=1).close()
        except OSError:
            time.sleep(_POLL_SECONDS)
        else:
            break
    contracts = " ".join(
        f"{address(service, settings.public_url)}?wsdl" for service in load_hosted(settings.mitra).services
    )
    scheme = "https" if settings.tls_cert else "http"
    click.echo(f"ready: {scheme}://{settings.host}:{settings.port} workers={settings.workers} {contracts}")
