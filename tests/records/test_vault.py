import pytest

from adapter.records.vault import Vault, VaultError


def test_what_is_sealed_opens_where_it_belongs(vault: Vault) -> None:
    assert vault.open(vault.seal(b"rahasia", b"person|identity|1"), b"person|identity|1") == b"rahasia"


def test_a_value_moved_to_another_row_does_not_open(vault: Vault) -> None:
    with pytest.raises(VaultError):
        vault.open(vault.seal(b"rahasia", b"person|identity|1"), b"person|identity|2")


def test_another_key_does_not_open_it(vault: Vault) -> None:
    with pytest.raises(VaultError):
        Vault(b"e" * 32, b"i" * 32).open(vault.seal(b"rahasia", b""), b"")


@pytest.mark.parametrize("position", [0, 1, 13, -1])
def test_a_flipped_bit_anywhere_does_not_open(vault: Vault, position: int) -> None:
    sealed = bytearray(vault.seal(b"rahasia", b""))
    sealed[position] ^= 1
    with pytest.raises(VaultError):
        vault.open(bytes(sealed), b"")


@pytest.mark.parametrize("length", [0, 1, 12, 28])
def test_a_value_cut_short_does_not_open(vault: Vault, length: int) -> None:
    with pytest.raises(VaultError):
        vault.open(vault.seal(b"", b"")[:length], b"")


def test_sealing_twice_gives_two_values(vault: Vault) -> None:
    assert vault.seal(b"rahasia", b"") != vault.seal(b"rahasia", b"")


def test_an_index_is_the_same_for_the_same_number_of_the_same_kind_only(vault: Vault) -> None:
    assert vault.index("nip", "1") == vault.index("nip", "1")
    assert len({vault.index("nip", "1"), vault.index("nik", "1"), vault.index("nip", "2")}) == 3


def test_the_keys_are_not_shown(vault: Vault) -> None:
    assert repr(vault) == "Vault(keys hidden)"
    with pytest.raises(AttributeError):
        vault.__dict__  # noqa: B018


@pytest.mark.parametrize("keys", [(b"d" * 31, b"i" * 32), (b"d" * 32, b""), (b"d" * 32, b"d" * 32)])
def test_keys_of_another_length_or_equal_ones_are_refused(keys: tuple[bytes, bytes]) -> None:
    with pytest.raises(VaultError):
        Vault(*keys)
