"""Two files here may be one child's: a person looked, and said whether they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.topics.payload import About, Names, Payload

SHOWN = 6  # letters of an id: enough to find the file with


@dataclass(frozen=True, slots=True)
class SameChild(Payload):
    """Stands in both files. ``child``: the opaque id of the other file, never a name: the two may be two
    children. ``one``: both are one child's; False: they are two."""

    about: ClassVar[About] = About.LOG
    child: str
    one: bool

    def in_log(self, names: Names) -> str:
        """'Two files, one child: the other file has the id ab12cd. Both are shown as one from here on.'"""
        other = f"the other file has the id {self.child[:SHOWN]}"
        if self.one:
            return f"Two files, one child: {other}. Both are shown as one from here on."
        return f"Two files, two children: {other}."
