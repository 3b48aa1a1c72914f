"""What the entry of one topic says: the shape of a payload, and what its words may ask for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Payload(ABC):
    """Subclassed once a topic. Its fields are the keys of the JSON that is stored."""

    kind: ClassVar[EventKind] = EventKind.NOTE

    @classmethod
    def of(cls, event: Event) -> Self:
        """What this event says. Decoded when it is asked for, since few of a long log are."""
        return decode(cls, event.value)

    @abstractmethod
    def in_log(self, names: Names) -> str:
        """The entry as a sentence of the log."""
