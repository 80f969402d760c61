"""Spyne runs on this Python, whichever of 3.11 to 3.13 it is, and keeps its habits to itself."""

import logging
import subprocess
import sys


def alone(code: str) -> subprocess.CompletedProcess[str]:
    """Run in a fresh interpreter, where nothing is imported yet and every warning is an error."""
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_spyne_imports_after_the_soap_room():
    done = alone("import adapter.soap, spyne.protocol.soap, spyne.interface.wsdl, spyne.server; print('ok')")
    assert (done.returncode, done.stdout) == (0, "ok\n"), done.stderr


def test_the_real_six_has_taken_the_place_of_spynes_copy():
    done = alone("import adapter.soap, six, spyne.util.six as s; print(s is six, s.get_function_name(len))")
    assert done.stdout == "True len\n", done.stderr


def test_no_garbage_collection_in_the_path_of_a_request():
    done = alone("import adapter.soap, spyne.const; print(spyne.const.MIN_GC_INTERVAL)")
    assert done.stdout == "inf\n", done.stderr


def test_nothing_of_spynes_log_leaves():
    import adapter.soap  # noqa: F401, PLC0415 - it is what silences

    assert logging.getLogger("spyne").propagate is False
    assert logging.getLogger("spyne.protocol.xml.invalid").propagate is True  # up to "spyne", and no further
