import pytest

from tests.support.journals import Journal


@pytest.fixture
def kept(engine, vault, now, tmp_path):
    """An empty journal."""
    return Journal(engine, vault, now, tmp_path / "anchor")
