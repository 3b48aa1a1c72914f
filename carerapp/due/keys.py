"""A table of a case file, read key by key; every misunderstanding is one clear message."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

T = TypeVar("T", bound=str)
_YEARS = range(1900, 2200)


class CaseError(Exception):
    """The case can't be understood; the words say where, and what to write."""


def known(word: str, words: Iterable[str]) -> str:
    """What was probably meant, or all that could be."""
    words = sorted(words)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.5)
    return f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(words)}."


class Keys:
    """One table of the case, read key by key. `done()` when every key that has a meaning was read."""

    def __init__(self, data: Mapping[str, object], name: str) -> None:
        self.data, self.name = data, name
        self.read: set[str] = set()

    def _called(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _get(self, key: str, need: bool = False) -> object:
        self.read.add(key)
        if need and key not in self.data:
            raise CaseError(f"{self._called(key)} is missing. docs/due.md shows a whole case.")
        return self.data.get(key)

    def word(self, key: str, *, need: bool = False) -> str:
        """Text; "" when the key is not there."""
        value = self._get(key, need)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise CaseError(f"{self._called(key)} should be words in quotation marks.")
        return value

    def one_of(self, key: str, allowed: Sequence[T]) -> T | None:
        """One of the words allowed; None when the key is not there: not known."""
        value = self.word(key)
        if not value:
            return None
        for word in allowed:
            if word == value:
                return word
        raise CaseError(f"{self._called(key)}: '{value}' is not known. {known(value, allowed)}")

    def flag(self, key: str) -> bool | None:
        """True or false; None when the key is not there: not known."""
        value = self._get(key)
        if value is not None and not isinstance(value, bool):
            raise CaseError(
                f"{self._called(key)} should be true or false. Leave it out where it is not known."
            )
        return value

    def moment(self, key: str, *, need: bool = False) -> datetime | None:
        """A day and time with its offset; None when the key is not there."""
        value = self._get(key, need)
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                value = ""
        if value is None:
            return None
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise CaseError(
                f"{self._called(key)} should be a day and time with its offset, "
                "like 2026-11-22T17:05:00+00:00."
            )
        if value.year not in _YEARS:
            raise CaseError(f"{self._called(key)}: the year {value.year} can't be meant. Put it right.")
        return value

    def day(self, key: str) -> date | None:
        """A day; None when the key is not there."""
        value = self._get(key)
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                value = ""
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            raise CaseError(f"{self._called(key)} should be a day, like 2012-03-04.")
        return value

    def any(self, key: str) -> object:
        """Whatever stands there."""
        return self._get(key)

    def table(self, key: str) -> Keys:
        """A table below this one; empty when it is not there."""
        value = self._get(key)
        if value is None:
            return Keys({}, key)
        if not isinstance(value, dict):
            raise CaseError(f"{self._called(key)} should be a table: [{key}] and its keys below.")
        return Keys(value, key)

    def tables(self, key: str) -> list[Keys]:
        """The tables of a list."""
        value = self._get(key)
        if value is None:
            return []
        tables = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
        if not isinstance(value, list) or len(tables) < len(value):
            raise CaseError(f"{key} should be a list of tables: [[{key}]] above each.")
        return [Keys(item, key) for item in tables]

    def done(self) -> None:
        """Raises CaseError for a key that has no meaning."""
        for key in self.data:
            if key not in self.read:
                raise CaseError(f"There is no key '{self._called(key)}' in a case. {known(key, self.read)}")
