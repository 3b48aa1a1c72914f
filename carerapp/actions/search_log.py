"""Search in the log: the lines of it that say these words, by this person, about this, on this day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from carerapp.actions.casebook import Casebook
from carerapp.domain.chronology import Line
from carerapp.domain.events import EventKind
from carerapp.domain.folded import has_words
from carerapp.domain.topics import Topic


@dataclass(frozen=True, slots=True)
class LogSearch:
    """What is looked for. What is left empty does not narrow it; all that is given must fit.

    ``person``: a name as the lines say it (:attr:`Line.author`). ``kinds`` and ``topics`` are one choice
    together: an entry fits that is of one of these kinds or about one of these topics. ``day``: when it
    happened.
    """

    words: str = ""
    person: str = ""
    kinds: Collection[EventKind] = ()
    topics: Collection[Topic] = ()
    day: date | None = None


def search_log(book: Casebook, child: str, lines: Sequence[Line], wanted: LogSearch) -> tuple[Line, ...]:
    """Those of ``lines`` that fit, in their order. Only what a line shows is searched: its words and its
    author.

    Nothing is written, and nothing of the search is kept.
    """
    by_id = {line.event: line for line in lines}

    def said(id: str) -> bool:
        line = by_id.get(id)
        return line is not None and has_words(f"{line.words} {line.author}", wanted.words)

    def by(author: str) -> bool:
        return wanted.person in ("", book.name_of(author))

    found: set[str] = set()
    for one in book.child(child).logs:
        log = book.log(one)
        found.update(log.find(ids=said, author=by, kinds=wanted.kinds, topics=wanted.topics, day=wanted.day))
    return tuple(line for line in lines if line.event in found)
