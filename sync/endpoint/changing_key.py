"""The endpoint gets another signing key: with the word of the one before, or, after a theft, without.

Cut short anywhere it is whole again: the next key lies in a file beside the first, durable, before anybody is
told of it, and takes its place last; the same command goes on where it was.
"""

from __future__ import annotations

from pathlib import Path

from sync.endpoint.keys import NEXT, EndpointKey
from sync.endpoint.store import Store
from sync.key_changes import KeyChange


def change_key(store: Store, folder: Path, now: int, *, stolen: bool, by: str = "") -> KeyChange:
    """Make it, and say so in the database; the key before is gone from the folder. ``stolen``: it signs
    nothing any more, also not this. Raises ``KeyClosed``."""
    before, after = EndpointKey.in_folder(folder), EndpointKey.in_folder(folder, name=NEXT)
    bare = KeyChange(before.public, after.public, now, b"", b"")
    said = next(
        (c for c in store.key_changes.all() if c.before == bare.before and c.after == bare.after), None
    )
    if said is None:
        part = bare.signed_part()
        signature = b"" if stolen else before.sign(part)
        said = KeyChange(bare.before, bare.after, now, signature, after.sign(part))
        store.key_changes.add(said, by)
    EndpointKey.next_in(folder)
    return said


def own_keys(store: Store, key: EndpointKey) -> list[bytes]:
    """The public keys whose word counts as this endpoint's: today's first, and back as far as each was
    followed by its own word."""
    keys = [key.public]
    for change in reversed(store.key_changes.all()):
        if change.after == keys[-1] and change.signature:
            keys.append(change.before)
    return keys
