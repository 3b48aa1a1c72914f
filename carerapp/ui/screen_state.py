"""What a screen remembers from arriving at it until it is left: one small dataclass for each feature."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")


@runtime_checkable
class Wiped(Protocol):
    """A state that holds something secret."""

    def wipe(self) -> None:
        """Overwrite what is secret: the screen is left, or the app is locked."""


class ScreenStates:
    """One of each kind, made when it is first asked for, and gone when the screen is left."""

    def __init__(self) -> None:
        self._held: dict[type[Any], Any] = {}

    def __contains__(self, kind: object) -> bool:
        return kind in self._held

    def __len__(self) -> int:
        return len(self._held)

    def get(self, kind: type[T]) -> T:
        """The one of this kind. `kind` is a dataclass whose fields all have a default."""
        if kind not in self._held:
            self._held[kind] = kind()
        held: T = self._held[kind]
        return held

    def clear(self) -> None:
        """Begin anew, as on arrival. What is secret is wiped first."""
        for state in self._held.values():
            if isinstance(state, Wiped):
                state.wipe()
        self._held.clear()
