"""The Merkle tree hash of RFC 6962, 2.1, over SHA-256: one value that holds a list fast.

A path of log2(n) hashes can prove to somebody who has the root that one datum is in the list, without the others.
"""

from collections.abc import Sequence
from hashlib import sha256

# Without the prefixes an inner node could be passed off as a datum, and two lists would have one root.
_LEAF = b"\x00"
_NODE = b"\x01"


def root(data: Sequence[bytes]) -> bytes:
    """The root over `data`, in their order."""
    level = [sha256(_LEAF + datum).digest() for datum in data]
    if not level:
        return sha256().digest()
    while len(level) > 1:
        pairs = [sha256(_NODE + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        # The RFC splits at the greatest power of two below n; lifting an odd last one as it is gives the same tree.
        level = pairs + level[2 * len(pairs) :]
    return level[0]
