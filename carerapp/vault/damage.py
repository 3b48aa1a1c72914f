"""A named piece of damage, in words a carer can pass on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Damage:
    """``file`` on disk; ``seq``, the first entry it touches (``None``: not known); ``what``, in words."""

    file: str
    seq: int | None
    what: str
