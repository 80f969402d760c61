"""`python -m tests.support.dying POINT WORD...`: the command `jembatan`, killed at one point of its first call.

The whole process group dies by SIGKILL, as when the machine loses its power; start it in a group of its own.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

import adapter.app
from adapter.cli import main
from adapter.security import KeySigner, load_signer
from adapter.soap.call import Endpoint

POINTS = ("signed", "written", "committing", "committed")


def die() -> None:
    os.killpg(0, signal.SIGKILL)


class DyingSigner:
    """Signs one answer, which nobody sees."""

    def __init__(self, key: Path, certificate: Path) -> None:
        self._signer: KeySigner = load_signer(key, certificate)
        self.certificate, self.algorithm = self._signer.certificate, self._signer.algorithm

    def sign(self, data: bytes) -> bytes:
        self._signer.sign(data)
        die()
        return b""


def _on_insert(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    if statement.startswith("INSERT INTO journal_entry"):
        connection.info["written"] = True
        if POINT == "written":
            die()


def _on_commit(connection: Connection) -> None:
    if connection.info.get("written"):
        die()


def _answer_and_die(endpoint: Endpoint, request: Any) -> Any:
    _real_answer(endpoint, request)
    die()


if __name__ == "__main__":
    POINT = sys.argv.pop(1)
    assert POINT in POINTS
    _real_answer = Endpoint.answer
    if POINT == "signed":
        adapter.app.load_signer = DyingSigner  # type: ignore[assignment, misc]
    elif POINT == "committed":
        Endpoint.answer = _answer_and_die  # type: ignore[method-assign]
    else:
        event.listen(Engine, "after_cursor_execute", _on_insert)
        if POINT == "committing":
            event.listen(Engine, "commit", _on_commit)
    main(prog_name="jembatan")
