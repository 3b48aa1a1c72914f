"""What the entry of one topic says: the shape of a payload, and what its words may ask for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self
from typing import Protocol as Port

from carerapp.domain.events import Event, EventKind
from carerapp.domain.topics.codec import decode


class Names(Port):
    """What things are called in one child's log."""

    @property
    def first_name(self) -> str: ...
    def label(self, path: str) -> str:
        """The words of a form's question."""

    def relation(self, row: str) -> str:
        """'friend', for a row of a table of people."""


class About(StrEnum):
    """What a carer may ask a log for; the words are those of the search."""

    STEPS = "Steps and answers"
    CALLS = "Calls and who was told"
    NOTES = "Notes and photos"
    POLICE = "Danger, police and copies"
    LOG = "The log itself"


@dataclass(frozen=True, slots=True)
class Payload(ABC):
    """Subclassed once a topic. Its fields are the keys of the JSON that is stored. ``about``: where the
    search in the log finds its entries; each subclass says it."""

    about: ClassVar[About]
    kind: ClassVar[EventKind] = EventKind.NOTE

    @classmethod
    def of(cls, event: Event) -> Self:
        """What this event says. Decoded when it is asked for, since few of a long log are."""
        return decode(cls, event.value)

    @abstractmethod
    def in_log(self, names: Names) -> str:
        """The entry as a sentence of the log."""
