"""The walls of setup.cfg can fail: each case breaks one in a copy of the source, and import-linter must name it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("importlinter", reason="needs the extra `check`")

ROOT = Path(__file__).parent.parent


@pytest.fixture
def copy(tmp_path):
    for name in ("adapter", "clients"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    return tmp_path


def lint(place):
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    return subprocess.run(
        command, cwd=place, env={"COLUMNS": "200"}, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_walls_stand(copy):
    assert lint(copy).returncode == 0


@pytest.mark.parametrize(
    ("module", "line", "wall"),
    [
        ("adapter/records/base.py", "import spyne", "only adapter.soap imports spyne"),
        ("clients/__init__.py", "import spyne", "only adapter.soap imports spyne"),
        ("adapter/soap/__init__.py", "import zeep", "only clients imports zeep"),
        ("adapter/records/base.py", "import dbos", "only adapter.exchange imports dbos"),
        ("adapter/security/verify.py", "import sqlalchemy", "security, terms and matching know"),
        ("adapter/security/verify.py", "import adapter.registry.store", "security, terms and matching know"),
        ("adapter/agreements/bpjs/terms.py", "import adapter.records.base", "security, terms and matching know"),
        ("adapter/agreements/terms.py", "import adapter.soap", "security, terms and matching know"),
        ("adapter/matching/names.py", "import adapter.records.base", "security, terms and matching know"),
        ("adapter/registry/store.py", "import adapter.app", "nothing below app, cli and portal"),
        ("adapter/records/base.py", "import adapter.cli", "nothing below app, cli and portal"),
        ("adapter/records/base.py", "import adapter.portal.pages", "nothing below app, cli and portal"),
        ("adapter/cli/serve.py", "import clients", "the adapter does not import its clients"),
    ],
)
def test_a_broken_wall_is_named(copy, module, line, wall):
    for room in ("matching/__init__", "matching/names", "portal/__init__", "portal/pages"):
        file = copy / "adapter" / f"{room}.py"
        file.parent.mkdir(exist_ok=True)
        file.touch()
    path = copy / module
    path.write_text(f"{path.read_text()}\n{line}\n")
    result = lint(copy)
    assert result.returncode == 1
    assert wall in result.stdout.split("Broken contracts")[1]


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("adapter/soap/wsdl.py", "import spyne"),
        ("clients/__init__.py", "import zeep"),
        ("adapter/exchange/__init__.py", "import dbos"),
        ("adapter/portal/pages.py", "import adapter.app"),
        ("adapter/app.py", "import adapter.cli"),
    ],
)
def test_the_doors_are_open(copy, module, line):
    path = copy / module
    path.parent.mkdir(exist_ok=True)
    (path.parent / "__init__.py").touch()
    path.write_text(f"{path.read_text() if path.exists() else ''}\n{line}\n")
    assert lint(copy).returncode == 0
