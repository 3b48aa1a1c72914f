"""Search in the log: words, a person, what it is about, a day. Held in memory while the screen stands, and
nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TypeVar

import flet as ft

from carerapp.actions.search_log import LogSearch, search_log
from carerapp.domain.child import ChildFile
from carerapp.domain.chronology import Line
from carerapp.domain.events import EventKind
from carerapp.domain.topics import About, topics_about
from carerapp.ui import kit
from carerapp.ui.shell import App

T = TypeVar("T", bound=Hashable)
_KINDS = {
    About.STEPS: (EventKind.ANSWER, EventKind.ADD_ROW, EventKind.REMOVE_ROW),
    About.LOG: (EventKind.OPEN, EventKind.NEWER),
}
ABOUT = {about.value: (_KINDS.get(about, ()), topics_about(about)) for about in About}
"""What a carer may ask for, and the kinds and topics of entries that belong to it: each entry to one."""


@dataclass
class LogSearchState:
    """What is looked for, while the log is on the screen. No draft: drafts are kept on the disk."""

    open: bool = False
    more: bool = False
    wanted: LogSearch = field(default_factory=LogSearch)
    about: str = ""

    def begin(self) -> None:
        """A tap on Search."""
        self.open = True

    def ask_more(self) -> None:
        """A tap on what narrows it further than words."""
        self.more = True

    def end(self) -> None:
        """A tap on Show everything."""
        self.open, self.more, self.about, self.wanted = False, False, "", LogSearch()

    def say(self, words: str) -> None:
        """Words were typed."""
        self.wanted = replace(self.wanted, words=words)

    def by(self, person: str) -> None:
        """A tap on a person; the same again lets it go."""
        self.wanted = replace(self.wanted, person="" if self.wanted.person == person else person)

    def of(self, about: str) -> None:
        """A tap on what it is about; the same again lets it go."""
        self.about = "" if self.about == about else about
        kinds, topics = ABOUT.get(self.about, ((), ()))
        self.wanted = replace(self.wanted, kinds=kinds, topics=topics)

    def on(self, day: date) -> None:
        """A tap on a day; the same again lets it go."""
        self.wanted = replace(self.wanted, day=None if self.wanted.day == day else day)


def searched(
    app: App, child: ChildFile, lines: Sequence[Line], rows: Callable[[Sequence[Line]], ft.Control]
) -> list[ft.Control]:
    """The field above the log, and those of its lines that fit, drawn by ``rows``."""
    state = app.state(LogSearchState)
    if not state.open:
        button = kit.button("Search in the log", state.begin, "text", icon_=ft.Icons.SEARCH)
        return [*([button] if lines else []), rows(lines)]
    found = search_log(app.book, child.id, lines, state.wanted)
    count = f"{len(found)} of {len(lines)} {'entry' if len(lines) == 1 else 'entries'}"
    shown = rows(found) if found else kit.note("Nothing in this log fits. Change a word, or show everything.")
    more = kit.button("By person, day or kind", state.ask_more, "text", icon_=ft.Icons.TUNE)
    return [
        _words(app, state),
        *(_choices(state, lines) if state.more else [more]),
        kit.text(count, "strong"),
        kit.button("Show everything", state.end, "text", icon_=ft.Icons.CLOSE),
        shown,
    ]


def _words(app: App, state: LogSearchState) -> ft.Control:
    def typed(words: str) -> None:
        state.say(words)
        app.locking.touched()
        app.redraw()

    box = kit.text_box("Words", state.wanted.words, typed, key="log-search", autofocus=True)
    return kit.labelled("Words", box, hint="Part of a word is enough. What you look for is not kept.")


def _choices(state: LogSearchState, lines: Sequence[Line]) -> list[ft.Control]:
    """A person and a day only where there is more than one to choose from."""
    wanted = state.wanted
    people = [
        (name, wanted.person == name, partial(state.by, name)) for name in _each(x.author for x in lines)
    ]
    days = [
        (f"{day:%A} {day.day} {day:%B}", wanted.day == day, partial(state.on, day))
        for day in _each(line.happened.date() for line in lines)
    ]
    parts = _rows("About", [(words, state.about == words, partial(state.of, words)) for words in ABOUT])
    parts += _rows("Written by", people) if people[1:] else []
    parts += _rows("Day", days) if days[1:] else []
    return parts


def _rows(title: str, options: Iterable[tuple[str, bool, Callable[[], None]]]) -> list[ft.Control]:
    """Each says whether it is chosen; a second tap lets it go."""
    return [kit.h2(title), kit.any_of(title, *(kit.choice(words, on, tap) for words, on, tap in options))]


def _each(values: Iterable[T]) -> list[T]:
    """Each once, in the order they come."""
    return list(dict.fromkeys(values))
