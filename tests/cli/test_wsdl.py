from pathlib import Path

from tests.cli.conftest import one_line


def test_what_is_exported_passes_the_check(jembatan):
    assert jembatan("wsdl", "export").exit_code == 0
    assert len(list(Path("wsdl").glob("*.wsdl"))) >= 3
    result = jembatan("wsdl", "export", "--check")
    assert result.exit_code == 0
    assert ", 0 changed" in result.stdout


def test_a_changed_a_missing_and_a_strange_file_are_named(jembatan):
    jembatan("wsdl", "export")
    changed, missing, *_ = sorted(Path("wsdl").iterdir())
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert one_line(jembatan("wsdl", "export", "--check")) == f"jembatan: {changed}: differs from the code"
    missing.unlink()
    Path("wsdl/Lama.wsdl").touch()
    result = jembatan("wsdl", "export", "--check")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 3
    assert not missing.exists()


def test_a_new_export_brings_all_in_order(jembatan):
    jembatan("wsdl", "export")
    Path("wsdl/Lama.wsdl").touch()
    jembatan("wsdl", "export")
    assert jembatan("wsdl", "export", "--check").exit_code == 0
