"""Reads a TOML table key by key, and notes everything that is wrong with it.

Nothing here raises over a bad definition: each fault is added to the source's list
with its line and remedy, and reading goes on with a harmless value.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar, cast

from forms.engine.conditions import Condition, ConditionError, parse_condition
from forms.engine.errors import DefinitionError, echo
from forms.engine.locate import Path, line_of, locate

T = TypeVar("T", bound=str)

NAME = re.compile(r"[a-z][a-z0-9_]*")
LOOKS = "look_"  # begins a key that changes no more than how a screen shows something
NOWHERE = parse_condition("setting != setting")  # stands where a condition could not be read


class Source:
    """One file: its text, and what was found wrong in it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.errors: list[DefinitionError] = []
        self._text = text
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"at line (\d+)", str(error))
            last = text.count("\n") + 1
            what = str(error).split(" (at ")[0]
            self.wrong(int(found[1]) if found else last, f"This is not TOML: {what}", "Put the line right.")
            data = {}
        self.top = Table(self, data, ())

    @cached_property
    def lines(self) -> dict[Path, int]:
        """Where everything stands. Only a fault, or a form's question, asks."""
        return locate(self._text)

    def line_in(self, line: int, key: str) -> int:
        """The line of a key in the block that begins on `line`; that one where the key is not there."""
        block = next((path for path, at in self.lines.items() if at == line), ())
        return self.lines.get((*block, key), line)

    def wrong(self, line: int, message: str, remedy: str) -> None:
        self.errors.append(DefinitionError(self.name, line, message, remedy))


class Table:
    """One table of a source. Call `done()` when every key that has a meaning was read."""

    def __init__(self, source: Source, data: dict[str, Any], path: Path) -> None:
        self.source = source
        self.data = data
        self.path = path
        self.read: dict[str, None] = {}

    @property
    def line(self) -> int:
        """Where its header stands."""
        return line_of(self.source.lines, self.path)

    def line_of(self, key: str) -> int:
        """Where the key stands; the header where it is not there."""
        return line_of(self.source.lines, (*self.path, key))

    def wrong(self, key: str, message: str, remedy: str) -> None:
        self.source.wrong(self.line_of(key), message, remedy)

    @property
    def what(self) -> str:
        """How to speak of this table: "field 'doctor'", "rule 'HER-C1'"."""
        kind = next((p for p in reversed(self.path) if isinstance(p, str)), "file")
        name = self.data.get("name") if kind in ("field", "section", "column", "factor") else None
        name = name or self.data.get("id") or self.data.get("rule") or self.data.get("name")
        return f"The {kind} '{echo(str(name))}'" if name and self.path else f"This {kind}"

    def has(self, key: str) -> bool:
        """Whether it says anything under this key, which has a meaning here."""
        self.read[key] = None
        return key in self.data

    def get(self, key: str, kind: type | tuple[type, ...], word: str, need: bool) -> Any:
        """The value, when it is of this kind; `word` is how it should be written."""
        self.read[key] = None
        value = self.data.get(key)
        if value is None:
            if need:
                self.wrong(key, f"{self.what} has no '{key}'", f"Add {key} = {word}.")
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.wrong(key, f"'{key}' should be {word}", f"Write {key} = {word}.")
            return None
        return value

    def text(self, key: str, *, need: bool = False, default: str = "") -> str:
        """Words."""
        value = self.get(key, str, '"words"', need)
        if need and value is not None and not value.strip():
            self.wrong(key, f"{self.what} has an empty '{key}'", "Write the words.")
        return default if value is None else cast(str, value)

    def name(self, key: str = "name") -> str:
        """A name: small letters, numbers and _."""
        value = self.text(key, need=True)
        if value.strip() and not NAME.fullmatch(value):
            self.wrong(
                key, f"'{echo(value)}' is not a name", "Use small letters, numbers and _, letter first."
            )
        return value

    def texts(self, key: str, *, need: bool = False) -> tuple[str, ...]:
        """A list of words."""
        value = self.get(key, list, '["words", "words"]', need)
        if value is None:
            return ()
        if not value and self.data.get(key) is not None:
            self.wrong(key, f"'{key}' holds nothing", f'Write {key} = ["words"], or leave it out.')
        if not all(isinstance(v, str) and v.strip() for v in value):
            self.wrong(key, f"'{key}' should hold words only", 'Write ["words", "words"].')
            return ()
        return tuple(value)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self.get(key, bool, "true or false", False)
        return default if value is None else cast(bool, value)

    def whole(self, key: str, *, need: bool = False) -> int | None:
        """A whole number."""
        return cast("int | None", self.get(key, int, "1", need))

    def one_of(self, key: str, allowed: Sequence[T], default: T | None = None) -> T:
        """One word of a closed list."""
        value = self.text(key, need=default is None)
        if value in allowed:
            return cast(T, value)
        if value:
            self.unknown(key, value, allowed, key)
        return default if default is not None else allowed[0]

    def all_of(self, key: str, allowed: Sequence[T]) -> tuple[T, ...]:
        """Words of a closed list; at least one."""
        values = self.texts(key, need=True)
        for value in values:
            if value not in allowed:
                self.unknown(key, value, allowed, key.rstrip("s"))
        return tuple(cast(T, v) for v in values if v in allowed)

    def unknown(self, key: str, value: str, allowed: Iterable[str], word: str) -> None:
        """`value` is none of the words that the key may hold; the nearest is offered."""
        self.wrong(key, f"'{echo(value)}' is not a known {word}", _suggest(value, allowed))

    def day(self, key: str) -> str:
        """An ISO date, needed."""
        value = self.text(key, need=True)
        try:
            date.fromisoformat(value)
        except ValueError:
            if value:
                self.wrong(key, f"'{echo(value)}' is not a date", "Write it like 2027-05-31.")
        return value

    def condition(self, key: str, *, need: bool = False) -> Condition | None:
        """A condition; a harmless one where it cannot be read."""
        text = self.text(key, need=need)
        if not text.strip():
            blank = isinstance(self.data.get(key), str)
            if blank and not need:  # what is needed, and blank, is said above
                self.wrong(key, f"{self.what} has an empty '{key}'", "Write what must hold, or leave it out.")
            return NOWHERE if need or blank else None
        try:
            return parse_condition(text)
        except ConditionError as error:
            self.wrong(key, f"{error.message} in {key} = {echo(text)!r}", error.remedy)
            return NOWHERE

    def tables(self, key: str, *, need: bool = False) -> list[Table]:
        """The tables written [[key]]."""
        value = self.get(key, list, "[[tables]]", need) or []
        if not all(isinstance(v, dict) for v in value):
            self.wrong(key, f"'{key}' should hold tables only", f"Write [[{key}]] above each.")
            return []
        return [Table(self.source, v, (*self.path, key, n)) for n, v in enumerate(value)]

    def done(self) -> None:
        """Every key that nobody read has no meaning here; one about looks alone is passed over."""
        for key in self.data:
            if key not in self.read and not key.startswith(LOOKS):
                self.wrong(key, f"{self.what} has the unknown key '{echo(key)}'", _suggest(key, self.read))


def _suggest(word: str, known: Iterable[str]) -> str:
    import difflib  # slow to load, and a whole definition needs no suggestion

    known = list(known)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return f"Did you mean '{near[0]}'?" if near else f"Known: {', '.join(known)}."
