"""One root stands for many digests, and each path leads from its own leaf to it, and from no other."""

from __future__ import annotations

import hashlib

import pytest

from sync.hash_tree import climb, leaf, tree


def rfc_9162(leaves: list[bytes]) -> bytes:
    """The root as the standard defines it: split at the largest power of two below the count."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + rfc_9162(leaves[:split]) + rfc_9162(leaves[split:])).digest()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 9, 31, 100])
def test_each_leaf_leads_to_the_root_of_the_standard(count: int) -> None:
    """Of trees of any size; a path of one leaf takes no other there."""
    leaves = [leaf(bytes([n])) for n in range(count)]
    root, paths = tree(leaves)
    assert root == rfc_9162(leaves)
    for at, (one, path) in enumerate(zip(leaves, paths, strict=True)):
        assert climb(one, path) == root
        assert count == 1 or climb(leaves[(at + 1) % count], path) != root


@pytest.mark.parametrize("path", [b"\0", b"\2" + bytes(32), bytes(32), (b"\1" + bytes(32)) * 65])
def test_what_is_no_path_is_said_to_be_none(path: bytes) -> None:
    """Of another length, with a side that is none, or longer than any."""
    with pytest.raises(ValueError, match="no path"):
        climb(bytes(32), path)


def test_a_leaf_is_no_node() -> None:
    """Or two leaves could be given out as one (second preimage)."""
    one, two = leaf(b"1"), leaf(b"2")
    root, _ = tree([one, two])
    assert leaf(b"1") == hashlib.sha256(b"\x001").digest()
    assert root == hashlib.sha256(b"\x01" + one + two).digest()
