"""Seals what identifies a person, and finds it again without opening it.

Sealing is AES-256-GCM; what is sealed for one row and column does not open in another. A blind index is a
keyed digest of a NIP, NIK or card number: equal numbers give equal indexes, and without the key nobody can
try the ten thousand numbers that a birth date leaves.
"""

import hmac
import os
from typing import Final, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapter.errors import JembatanError

_VERSION: Final = b"\x01"
_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12  # NIST SP 800-38D, 8.2.2: random 96 bits, good for 2**32 values under one key
_TAG_BYTES: Final = 16
_CHECKED: Final = b"jembatan: whose database is this?"  # no NUL in it: never the same as an index below


class VaultError(JembatanError):
    """A sealed value does not open: another key, a value moved to another row, or damage. Never says the value."""


class Vault:
    """The two keys of the data at rest, 32 bytes each."""

    __slots__ = ("_cipher", "_index_key", "check_values")

    def __init__(self, data_key: bytes, index_key: bytes) -> None:
        if len(data_key) != _KEY_BYTES or len(index_key) != _KEY_BYTES:
            raise VaultError(f"both keys need {_KEY_BYTES} bytes")
        if hmac.compare_digest(data_key, index_key):
            raise VaultError("the data key and the index key must differ")
        self._cipher = AESGCM(data_key)
        self._index_key = index_key
        self.check_values: dict[Literal["data", "index"], bytes] = {
            "data": hmac.digest(data_key, _CHECKED, "sha256"),
            "index": hmac.digest(index_key, _CHECKED, "sha256"),
        }
        """What tells each key from another, and tells nobody the key; a database keeps it."""

    def __repr__(self) -> str:
        return "Vault(keys hidden)"

    def seal(self, plain: bytes, bound_to: bytes) -> bytes:
        """Version, nonce, ciphertext and tag. It opens only with the same `bound_to` (table|column|index)."""
        nonce = os.urandom(_NONCE_BYTES)
        return _VERSION + nonce + self._cipher.encrypt(nonce, plain, _VERSION + bound_to)

    def open(self, sealed: bytes, bound_to: bytes) -> bytes:
        """What was sealed for `bound_to`. Raises VaultError."""
        if sealed[:1] != _VERSION or len(sealed) < 1 + _NONCE_BYTES + _TAG_BYTES:
            raise VaultError("this is no sealed value of a version that is known here")
        nonce, ciphertext = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, ciphertext, _VERSION + bound_to)
        except InvalidTag:
            raise VaultError("a sealed value does not open: another key, another row, or damage") from None

    def index(self, kind: str, value: str) -> bytes:
        """The blind index (HMAC-SHA256, 32 bytes) of a number; `kind` ("nip", "nik", "kartu") keeps kinds apart."""
        return hmac.digest(self._index_key, f"{kind}\0{value}".encode(), "sha256")
