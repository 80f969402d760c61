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
    assert set(result.stderr.splitlines()) == {
        f"jembatan: {changed}: differs from the code",
        f"jembatan: {missing}: is missing",
        "jembatan: wsdl/Lama.wsdl: is not served; move it away if nobody needs it",
    }
    assert not missing.exists()


def test_a_new_export_leaves_a_strange_file_and_names_it(jembatan):
    jembatan("wsdl", "export", "--dir", ".")
    Path("Lama.wsdl").write_text("of somebody else")
    result = jembatan("wsdl", "export", "--dir", ".")
    assert result.exit_code == 0
    assert result.stderr == "warning: Lama.wsdl: is not served; move it away if nobody needs it\n"
    assert Path("Lama.wsdl").read_text() == "of somebody else"
