"""What the clients' command lines share: where BKN is, whose key signs, how errors and progress are shown.

The exit statuses are in EPILOG, which stands under each --help.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from adapter.errors import OperatorError
from clients.base import Connection, PartnerClient
from clients.errors import AnswerRejected, ClientError, NotReached, RequestRefused
from clients.jsonl import to_line

Client = TypeVar("Client", bound=PartnerClient)
_Given = ParamSpec("_Given")

EPILOG = """
Status keluar: 0 selesai, 1 ditolak BKN atau ada kunci, alamat, atau berkas yang salah, 2 perintah salah ditulis,
3 BKN tidak terjangkau, 4 jawaban bukan dari BKN.
"""
OPTIONS = (
    click.option("--alamat", default="http://127.0.0.1:8080", show_default=True, help="Alamat peladen BKN."),
    click.option(
        "--kunci-di",
        type=click.Path(path_type=Path),
        default=Path("var/keys"),
        show_default=True,
        help="Map berisi <KODE>.key.pem, <KODE>.cert.pem, dan server.cert.pem.",
    ),
    click.option("--pengguna", default="klien-rujukan", show_default=True, help="Isi idPengguna."),
    click.option("--soap12", is_flag=True, help="Pakai SOAP 1.2, bukan 1.1."),
)


def connect(client: type[Client], alamat: str, kunci_di: Path, pengguna: str, *, soap12: bool) -> Client:
    """A client from the command line's options. Raises ClientError, or OperatorError for a file that is no key."""
    code = client.agreement.partner_code
    if not alamat.startswith(("http://", "https://")):
        raise ClientError(f"--alamat {alamat}: bukan alamat peladen; awali dengan http:// atau https://")
    for name in (f"{code}.key.pem", f"{code}.cert.pem", "server.cert.pem"):
        if not (kunci_di / name).is_file():
            raise ClientError(f"{kunci_di / name}: tidak ada; tunjukkan map kunci Anda dengan --kunci-di")
    connection = Connection.from_files(
        alamat,
        key=kunci_di / f"{code}.key.pem",
        certificate=kunci_di / f"{code}.cert.pem",
        server_certificate=kunci_di / "server.cert.pem",
        user=pengguna,
    )
    return client(replace(connection, soap12=soap12))


def pass_client(command: Callable[Concatenate[Client, _Given], None]) -> Callable[_Given, None]:
    """Give the command its client, connected only now, as first argument; what goes wrong in it becomes one line."""

    @wraps(command)
    def with_client(*args: _Given.args, **kwargs: _Given.kwargs) -> None:
        with errors_in_one_line():
            command(click.get_current_context().obj(), *args, **kwargs)

    return with_client


@contextmanager
def errors_in_one_line() -> Iterator[None]:
    """Turn what went wrong into one line (and a line for each mistake in the request) and an exit status."""
    try:
        yield
    except RequestRefused as error:
        lines = [str(error), *(f"  {item.jalur}: {item.kodeGalat}, {item.keterangan}" for item in error.kesalahan)]
        _stop("\n".join(lines), 1)
    except NotReached as error:
        _stop(str(error), 3)
    except AnswerRejected as error:
        _stop(str(error), 4)
    except (ClientError, OperatorError) as error:
        _stop(str(error), 1)


def _stop(text: str, status: int) -> None:
    click.echo(f"galat: {text}", err=True)
    sys.exit(status)


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """A progress bar on stderr, where that is a terminal; the total of its task `title` is set once it is known."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        bar.add_task(title, total=None)
        yield bar


@contextmanager
def output(path: Path | None) -> Iterator[Any]:
    """Where records are written to: a file, which must not exist yet, or standard output."""
    if path is None:
        yield sys.stdout
        return
    try:
        # People's data: for nobody else on this machine to read.
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise ClientError(f"{path}: tidak dapat ditulis ({error.strerror})") from error
    with os.fdopen(opened, "w", encoding="utf-8") as handle:
        yield handle


def write_lines(target: Any, records: Sequence[object]) -> None:  # noqa: ANN401 - a text file
    """Write records as JSON Lines."""
    for record in records:
        target.write(to_line(record) + "\n")


def batches(records: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """`records` in slices of at most `size`."""
    return (records[start : start + size] for start in range(0, len(records), size))
