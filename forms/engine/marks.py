"""What the annotations of a definition's dataclasses say beyond a type.

`forms.engine.declared` reads by them. A field without a mark is the key of its own name: of the field's type,
and needed when it has no default. So each part of a definition is described once, where it is defined:

    settings: tuple[Setting, ...]                                # words of a closed vocabulary
    rules: Annotated[tuple[str, ...], Refers("rule", "rules")]   # ids that must be there
    starts: Annotated[Start, Key("from")] = ""                   # `from` is a word of Python's own

A module of such dataclasses does without `from __future__ import annotations`, so that they are there to be
read; a part that holds parts of its own kind names itself in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from forms.engine.reader import Table


class Mark(Enum):
    """Marks that say one thing."""

    NAME = auto()  # small letters, numbers and _
    DAY = auto()  # an ISO date
    NEEDED = auto()  # also where the dataclass has a default
    UNIQUE = auto()  # no two parts of one list may share it
    LINE = auto()  # no key: the line on which the part begins
    GIVEN = auto()  # no key: handed in by whoever reads the definition
    BESIDE = auto()  # stands in the second file of the definition
    BOTH = auto()  # stands in either file


class Key(NamedTuple):
    """The key's name in TOML, where it is not the field's."""

    name: str


class NeededIf(NamedTuple):
    """Needed when another key of the same table says something (`given`), or when it does not."""

    key: str
    given: bool = True


class OneOf(NamedTuple):
    """A word of a vocabulary that the reader is handed under this name."""

    vocabulary: str


class Reads(NamedTuple):
    """Read by a function of its own: (table, key) → value."""

    by: Callable[[Table, str], object]


#: what is put in where words are shown: "{name}"
FILLED = re.compile(r"\{([^{}]*)\}")


class Fills(NamedTuple):
    """Words of the app's own in which these stand for others: "{name}" for the child's first name."""

    words: tuple[str, ...]


class Refers(NamedTuple):
    """Names something that is defined elsewhere in the definition, in one of these vocabularies."""

    word: str  # what it is, in a message: "rule"
    to: tuple[str, ...]
    rests: bool = True  # False: that it is named here does not count as a use


def refers(word: str, *to: str) -> Refers:
    """`Refers` without the brackets."""
    return Refers(word, to)


class Fault(NamedTuple):
    """What a part finds wrong with itself: its `faults()` gives them."""

    key: str
    message: str  # goes on from "The contact 'police'"
    remedy: str
