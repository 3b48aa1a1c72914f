"""The record that the screens read, as sharing needs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from carerapp.domain.child import ChildFile
from carerapp.domain.events import Event
from carerapp.domain.new_event import NewEvent


class Book(Protocol):
    """Folded from the log."""

    def take_in(self, child: str, entry: Mapping[str, Any]) -> None:
        """An entry that came in stands in the log now: fold it."""

    def forget(self, child: str) -> None:
        """Read this child's log anew when it is next asked for."""

    def names(self) -> Mapping[str, str]:
        """Child's id → full name, told apart from another child of that name."""

    def name_of(self, author: str) -> str:
        """The name behind an author's id."""

    def alone(self, id: str) -> ChildFile:
        """One file by itself."""

    def write_in(self, file: str, record: str, form: str, new: NewEvent) -> Event:
        """Append to this file. Raises ``NotSaved``."""
