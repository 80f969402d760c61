"""The tree hash of RFC 6962."""

from hashlib import sha256

import pytest

from adapter.journal.merkle import root

# The vectors of the Certificate Transparency reference implementation.
DATA = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("count", ROOTS)
def test_the_known_vectors(count):
    assert root(DATA[:count]).hex() == ROOTS[count]


@pytest.mark.parametrize("count", range(1, 70))
def test_the_definition(count):
    """MTH of RFC 6962, 2.1, word for word: split at the greatest power of two below n."""

    def tree(data):
        if len(data) == 1:
            return sha256(b"\x00" + data[0]).digest()
        middle = 1 << (len(data) - 1).bit_length() - 1
        return sha256(b"\x01" + tree(data[:middle]) + tree(data[middle:])).digest()

    data = [number.to_bytes(4) for number in range(count)]
    assert root(data) == tree(data)
