"""A hash tree (RFC 9162 §2.1.1): one root stands for many digests, and a path shows that one is among them.

A path has 33 bytes for each step up: 00 where the other half stands to the left, 01 where it stands to the
right, and the other half's hash.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

_STEP = 33
_LEFT, _RIGHT = b"\0", b"\1"
LONGEST_PATH = 64 * _STEP  # bytes: of a tree with more leaves than there can be


def leaf(data: bytes) -> bytes:
    """32 bytes."""
    return hashlib.sha256(b"\0" + data).digest()


def tree(leaves: Sequence[bytes]) -> tuple[bytes, list[bytes]]:
    """The root, and the path from each leaf to it. ``leaves``: at least one."""
    level, places, paths = list(leaves), list(range(len(leaves))), [b""] * len(leaves)
    while len(level) > 1:
        for at, place in enumerate(places):
            if (other := place ^ 1) < len(level):
                paths[at] += (_LEFT if other < place else _RIGHT) + level[other]
            places[at] = place // 2
        pairs = (level[start : start + 2] for start in range(0, len(level), 2))
        level = [_node(*pair) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0], paths


def climb(leaf: bytes, path: bytes) -> bytes:
    """The root that this path leads to. Raises ``ValueError`` for what is no path."""
    if len(path) % _STEP or len(path) > LONGEST_PATH:
        raise ValueError("no path")
    found = leaf
    for start in range(0, len(path), _STEP):
        side, other = path[start : start + 1], path[start + 1 : start + _STEP]
        if side not in (_LEFT, _RIGHT):
            raise ValueError("no path")
        found = _node(other, found) if side == _LEFT else _node(found, other)
    return found


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
