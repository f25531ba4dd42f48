"""The frontier gives the root that RFC 6962 defines, for every size of a log."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.common.events import merkle

headers = st.lists(st.binary(max_size=8), max_size=70)


def rfc_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + rfc_root(leaves[:split]) + rfc_root(leaves[split:])).digest()


def frontier_of(leaves: list[bytes]) -> merkle.Frontier:
    frontier: merkle.Frontier = ()
    for size, leaf in enumerate(leaves):
        frontier = merkle.extend(frontier, size, merkle.leaf_hash(leaf))
    return frontier


@given(headers)
def test_the_root_is_the_one_that_the_recursive_definition_gives(leaves: list[bytes]) -> None:
    assert merkle.root(frontier_of(leaves)) == rfc_root(leaves)


@given(headers)
def test_a_frontier_has_a_hash_for_each_one_bit_of_the_size(leaves: list[bytes]) -> None:
    assert len(frontier_of(leaves)) == len(leaves).bit_count()


@given(headers)
def test_a_packed_frontier_is_unpacked_as_it_was(leaves: list[bytes]) -> None:
    frontier = frontier_of(leaves)
    assert merkle.unpack(merkle.pack(frontier)) == frontier


@given(headers.filter(bool), st.data())
def test_one_changed_leaf_changes_the_root(leaves: list[bytes], chosen: st.DataObject) -> None:
    place = chosen.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves[:place], leaves[place] + b"!", *leaves[place + 1 :]]
    assert merkle.root(frontier_of(changed)) != merkle.root(frontier_of(leaves))


def test_a_leaf_is_no_node() -> None:
    left, right = merkle.leaf_hash(b"left"), merkle.leaf_hash(b"right")
    assert merkle.node_hash(left, right) != merkle.leaf_hash(left + right)


def test_a_cut_frontier_is_refused() -> None:
    with pytest.raises(ValueError, match="33 bytes"):
        merkle.unpack(bytes(33))
