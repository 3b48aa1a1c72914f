"""The door for a child's key that another device sealed to this one, and for where this one seals it to."""

from __future__ import annotations

from carerapp.domain.gate.reasons import NotTaken, Reason

KEY_BYTES = 32


def child_key(opened: bytes) -> bytes:
    """What was sealed to this device: a key, and nothing but a key. Raises :class:`NotTaken`."""
    if len(opened) != KEY_BYTES:
        raise NotTaken(Reason.SEALED)
    return opened
