"""The door for people of other devices: who says that they wrote it, and with which key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from carerapp.domain.gate.reasons import NotTaken, Reason
from carerapp.domain.gate.shape import KEY, LONGEST_NAME, like, text

PARTS = ("name", "role", "key")


def signer(who: object, known_key: str | None, fits: Callable[[bytes], bool]) -> dict[str, str]:
    """Name, role and public key (hexadecimal) of an entry's author. ``known_key``: the key that this
    author has here, None for one who is new here; ``fits``: whether the entry's signature is this public
    key's. Raises :class:`NotTaken`."""
    if not isinstance(who, Mapping):
        raise NotTaken(Reason.PERSON)
    person = {
        "name": text(who, "name", LONGEST_NAME, Reason.PERSON),
        "role": text(who, "role", LONGEST_NAME, Reason.PERSON),
        "key": like(who, "key", KEY, Reason.PERSON),
    }
    if known_key not in (None, person["key"]):
        raise NotTaken(Reason.KEY)
    if not fits(bytes.fromhex(person["key"])):
        raise NotTaken(Reason.SIGNATURE)
    return person
