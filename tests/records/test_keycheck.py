from threading import Thread

import pytest
from sqlalchemy import Engine, select

from adapter.errors import OperatorError
from adapter.records.database import reading
from adapter.records.keycheck import claim, compare
from adapter.records.models import KeyCheck
from adapter.records.vault import Vault


def test_the_first_keys_become_the_databases(engine: Engine, vault: Vault) -> None:
    assert not compare(engine, vault)
    claim(engine, vault)
    claim(engine, vault)
    assert compare(engine, vault)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ((b"x" * 32, b"i" * 32), ["JEMBATAN_DATA_KEY"]),
        ((b"d" * 32, b"x" * 32), ["JEMBATAN_INDEX_KEY"]),
        ((b"i" * 32, b"d" * 32), ["JEMBATAN_DATA_KEY", "JEMBATAN_INDEX_KEY"]),
    ],
)
def test_other_keys_are_refused_by_name(
    engine: Engine, vault: Vault, keys: tuple[bytes, bytes], told: list[str]
) -> None:
    claim(engine, vault)
    with pytest.raises(OperatorError) as caught:
        claim(engine, Vault(*keys))
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == told


def test_nothing_of_a_key_is_kept(engine: Engine, vault: Vault) -> None:
    claim(engine, vault)
    with reading(engine) as session:
        kept = {row.name: row.value for row in session.scalars(select(KeyCheck))}
    assert kept == vault.check_values
    assert not {b"d" * 32, b"i" * 32} & set(kept.values())


def test_two_first_uses_at_once_are_one(engine: Engine, vault: Vault) -> None:
    refused: list[Exception] = []

    def first(own: Vault) -> None:
        try:
            claim(engine, own)
        except OperatorError as error:
            refused.append(error)

    uses = [Thread(target=first, args=(own,)) for own in (vault, Vault(b"x" * 32, b"y" * 32))]
    for use in uses:
        use.start()
    for use in uses:
        use.join()
    assert len(refused) == 1
