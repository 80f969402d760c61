"""`./scripts/demo`: sets the stage, runs every flow over HTTP, prints a line for each, and stays up for the reader."""

import shlex
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import click

from adapter.errors import JembatanError
from clients.demo.cast import connect_all
from clients.demo.flow import Flow
from clients.demo.flows import all_flows
from clients.demo.flows.status import before_extension
from clients.demo.stage import (
    JEMBATAN,
    Stage,
    alone_in,
    extend,
    prepare,
    prepare_partner,
    say,
    served,
    stages,
)
from clients.errors import ClientError


@click.command()
@click.option("--once", is_flag=True, help="Stop after the last flow; exit status 0 only if every flow passed.")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("var/demo"),
    show_default=True,
    help="Where keys, database and log are kept: an empty folder, or an earlier demo's.",
)
@click.option("--people", type=click.IntRange(200), default=1000, show_default=True, help="Invented people.")
def main(once: bool, folder: Path, people: int) -> None:  # noqa: FBT001 - click gives it so
    """Show the partners and BKN exchanging signed records, in both directions."""
    try:
        with alone_in(folder):
            stage, *hosts = stages(folder)
            for step in prepare(stage, people):
                say(f"… {step}")
            for host in hosts:
                say(f"… {host.mitra}: a database and keys of its own, and BKN registered there")
                prepare_partner(host)
            with ExitStack() as servers:
                for one in (stage, *hosts):
                    servers.enter_context(served(one))
                    say(f"… server of {one.mitra or 'BKN'}: {one.address}")
                say("")
                passed = _play(stage, hosts)
                if not once:
                    _stay(stage)
    except (ClientError, JembatanError) as error:
        say(f"demo: {error}", sys.stderr)
        sys.exit(1)
    except OSError as error:
        say(f"demo: {error.filename or folder}: {error.strerror}", sys.stderr)
        sys.exit(1)
    sys.exit(0 if passed else 1)


def _play(stage: Stage, hosts: list[Stage]) -> bool:
    """Run every flow; whether all passed."""
    cast = connect_all(stage, hosts)
    say(f"{'':6}  {'agreement':9}  {'operation':22}  {'direction':11}  {'records':>7}  {'ms':>6}")
    results = [_run(flow) for flow in before_extension(cast.bpjs)]
    for one in (stage, *hosts):
        extend(one)
    say("… extensions recorded, labelled as examples; from here all agreements are in force, in this demo only")
    results += [_run(flow) for flow in all_flows(cast)]
    say(f"\n{results.count(True)} LULUS, {results.count(False)} GAGAL")
    return all(results)


def _run(flow: Flow) -> bool:
    started = time.perf_counter()
    try:
        records, remark, verdict = str(flow.run()), flow.remark, "LULUS"
    except Exception as error:  # noqa: BLE001 - a flow that fails in any way is a failed flow, and the rest goes on
        records, remark, verdict = "-", f"{type(error).__name__}: {error}", "GAGAL"
    milliseconds = (time.perf_counter() - started) * 1000
    say(
        f"{verdict:6}  {flow.agreement.code:9}  {flow.operation:22}  {flow.direction:11}  {records:>7}"
        f"  {milliseconds:6.0f}  {remark}"
    )
    return verdict == "LULUS"


def _stay(stage: Stage) -> None:
    bpjs = f"{_shown(Path(sys.executable))} -m clients.bpjs --alamat {stage.address} --kunci-di {_shown(stage.keys)}"
    say(
        f"""
The server stays up; Ctrl-C stops it. Try it, from the project's folder:
  contracts   {stage.address}/layanan/LayananBpjs?wsdl
              {stage.address}/layanan/LayananKerjaSama?wsdl, and so for Bpum, Panrb, Sigtk, Taspen
  a client    {bpjs} tarik --ukuran 100
  an operator {_shown(JEMBATAN)} --env-file {_shown(stage.env_file)} agreement list
  the log     {stage.folder / "server.log"}"""
    )
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        say("\nstopped")


def _shown(path: Path) -> str:
    """A path as somebody in the project's folder would type it."""
    return shlex.quote(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))


if __name__ == "__main__":
    main(prog_name="./scripts/demo")
