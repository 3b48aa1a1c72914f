"""What is wrong with a definition: where, what, and how to put it right."""

from __future__ import annotations

from collections.abc import Iterable

ECHO = 60  # letters of a wrong value that a message says again


def echo(value: str) -> str:
    """A wrong value as a message says it again: on one line, and no longer than anybody reads."""
    words = " ".join(value.split())
    return words if len(words) <= ECHO else f"{words[: ECHO - 1]}…"


class DefinitionError(Exception):
    """One thing wrong with a definition."""

    def __init__(self, file: str, line: int, message: str, remedy: str) -> None:
        super().__init__(f"{file}:{line}: {message}. {remedy}")
        self.file = file
        self.line = line
        self.message = message
        self.remedy = remedy


class DefinitionErrors(Exception):
    """Everything wrong with a definition, in the order of its lines."""

    def __init__(self, errors: Iterable[DefinitionError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda e: (e.file, e.line)))
        super().__init__("\n".join(str(e) for e in self.errors))
