"""A photo was added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.events import EventKind
from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class AddedPhoto(Payload):
    """``photo``: where it is sealed."""

    about: ClassVar[About] = About.NOTES
    kind: ClassVar[EventKind] = EventKind.ATTACH
    photo: str

    def in_log(self, names: Names) -> str:
        """The picture itself stands beside the line."""
        return "Added a photo."
