"""The RFC 6962 tree over a log: leaf and node hashes, the frontier, the root.

A frontier is the tuple of the roots of the perfect subtrees of a log, largest first; its length
is the number of one bits of the log's size, so it holds at most 64 hashes of 32 bytes.
"""

from hashlib import sha256
from typing import Final, TypeAlias

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()

Frontier: TypeAlias = tuple[bytes, ...]


def leaf_hash(header: bytes) -> bytes:
    """Hash one header, sha-256(0x00 || header)."""
    return sha256(b"\x00" + header).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees, sha-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def extend(frontier: Frontier, size: int, leaf: bytes) -> Frontier:
    """Give the frontier of `size + 1` leaves from that of `size` leaves."""
    kept, merged = list(frontier), leaf
    while size & 1:
        merged = node_hash(kept.pop(), merged)
        size >>= 1
    kept.append(merged)
    return tuple(kept)


def root(frontier: Frontier) -> bytes:
    """Give the tree's root, sha-256 of nothing for an empty log."""
    if not frontier:
        return EMPTY_ROOT
    *rest, folded = frontier
    for left in reversed(rest):
        folded = node_hash(left, folded)
    return folded


def pack(frontier: Frontier) -> bytes:
    """Write a frontier as its hashes one after another."""
    return b"".join(frontier)


def unpack(stored: bytes) -> Frontier:
    """Read what `pack` wrote; raises ValueError when the length is no multiple of 32."""
    if len(stored) % HASH_BYTES:
        message = f"a frontier of {len(stored)} bytes is not a list of {HASH_BYTES}-byte hashes"
        raise ValueError(message)
    return tuple(stored[at : at + HASH_BYTES] for at in range(0, len(stored), HASH_BYTES))
