"""The door for restricted entries at a duty desk: sealed to it by a home's device."""

from __future__ import annotations

import re
from dataclasses import dataclass

from carerapp.domain.canonical import canonical, deeper_than
from carerapp.domain.gate.reasons import NotTaken, Reason
from carerapp.domain.gate.shape import AUTHOR, ID, LONGEST_NAME, SIGNATURE, like, text
from carerapp.domain.json_value import DEEPEST

LONGEST_WORDS = 60_000  # letters: an endpoint takes 64 kB sealed
_TIME = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:+.Z-]{5,30}")


@dataclass(frozen=True, slots=True)
class Letter:
    """As it was written. ``written_at``: ISO 8601, UTC; ``who``: name and role as the writer's device
    gave them; ``author``: the id of who signed it, and their ``signature`` over :meth:`signed_part`, both
    hexadecimal, "" in one that an older version of the app wrote."""

    child: str
    words: str
    who: str
    written_at: str
    author: str = ""
    signature: str = ""

    def signed_part(self, id: str) -> bytes:
        """What its author vouches for. ``id``: of the letter, so that its words pass as no other."""
        said = {"child": self.child, "words": self.words, "who": self.who, "written_at": self.written_at}
        return b"letter\0" + canonical({**said, "id": id})


def letter(document: object, child: str) -> Letter:
    """``document``: what was sealed, decoded; ``child``: whom it was sent for, "" where the endpoint does
    not say. Raises :class:`NotTaken`."""
    if not isinstance(document, dict):
        raise NotTaken(Reason.SHAPE)
    signed = "author" in document or "signature" in document
    found = Letter(
        like(document, "child", ID),
        text(document, "words", LONGEST_WORDS),
        text(document, "who", 2 * LONGEST_NAME + 2),
        like(document, "written_at", _TIME),
        *((like(document, "author", AUTHOR), like(document, "signature", SIGNATURE)) if signed else ()),
    )
    if child not in ("", found.child):
        raise NotTaken(Reason.CHILD)
    return found


def may_be_decoded(data: bytes) -> bool:
    """Whether it is short and flat enough to be decoded at all."""
    return len(data) <= 4 * LONGEST_WORDS and not deeper_than(data, DEEPEST)
