"""Tables: in columns for a reader, however narrow, and plain for a program."""

import io
import re

import pytest

from adapter.cli.table import print_table

ROWS = [("kartuPesertaPns", "4700123"), ("dataPejabatNegara", "[bold]9")]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def printed(monkeypatch, out, **environ):
    monkeypatch.setattr("sys.stdout", out)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    print_table(("list", "records"), ROWS)
    return out.getvalue()


@pytest.mark.parametrize("environ", [{}, {"FORCE_COLOR": "1", "TTY_COMPATIBLE": "1"}])
def test_a_pipe_gets_tabs_and_no_colour(monkeypatch, environ):
    assert printed(monkeypatch, io.StringIO(), **environ) == (
        "list\trecords\nkartuPesertaPns\t4700123\ndataPejabatNegara\t[bold]9\n"
    )


@pytest.mark.parametrize("columns", [80, 20, 12])
def test_a_narrow_terminal_loses_nothing(monkeypatch, columns):
    told = re.sub(r"\x1b\[\d*m", "", printed(monkeypatch, Terminal(), COLUMNS=str(columns), TERM="xterm"))
    assert max(map(len, told.splitlines())) <= columns
    everything = "".join(["list", "records", *(cell for row in ROWS for cell in row)])
    assert sorted("".join(told.split())) == sorted(everything)


def test_no_colour_where_none_is_wanted(monkeypatch):
    assert "\x1b[3" not in printed(monkeypatch, Terminal(), NO_COLOR="1", TERM="xterm")
