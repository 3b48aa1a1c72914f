"""Add to the log: words, Save. And putting an entry right."""

from __future__ import annotations

from dataclasses import dataclass, field

import flet as ft

from carerapp.actions.answer_question import answer_question
from carerapp.actions.write_note import correct_entry, write_note
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.json_value import Json
from carerapp.domain.typed_time import TypedTime, read_typed_time
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


@dataclass
class NoteState:
    """Whether the time is asked for, and what is wrong with the words and with the time."""

    earlier: bool = False
    problem: str = ""
    read: TypedTime = field(default_factory=TypedTime)

    def ask_when(self) -> None:
        """A tap: it happened earlier."""
        self.earlier = True


def note(app: App) -> Screen:
    """A box and Save; the time only when it was another one."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    words_key, time_key = f"note:{episode.id}", f"note-time:{episode.id}"
    state = app.state(NoteState)

    def save() -> None:
        words = app.drafts.get(words_key).strip()
        if not words:
            state.problem = "Write a few words first."
            return
        typed = app.drafts.get(time_key)
        read = state.read = read_typed_time(typed, app.now(), app.here) if typed.strip() else TypedTime()
        if read.problem:
            return
        if app.attempt(lambda: write_note(app.book, child.id, episode.id, words, read.moment)):
            app.drafts.drop(words_key, time_key)
            app.back()

    label = "What happened?"
    box = kit.text_box(
        label,
        app.drafts.get(words_key),
        lambda t: app.drafts.type(words_key, t),
        key=words_key,
        lines=4,
        autofocus=True,
    )
    body: list[ft.Control] = [
        kit.h1("Add to the log"),
        kit.labelled(label, box, hint="What you saw or heard, in your own words.", problem=state.problem),
    ]
    if state.earlier or app.drafts.has(time_key):
        body.append(_time(app, time_key, state))
    else:
        body.append(kit.button("It happened earlier", state.ask_when, "text"))
    return Screen(
        header(app, child, episode, back_to="what to do"),
        body,
        sticky=[kit.button("Save", save, "primary", main=True)],
    )


def _time(app: App, key: str, state: NoteState) -> ft.Control:
    label = "When did it happen?"
    problem = f"{state.read.problem} Your words are kept." if state.read.problem else ""
    box = kit.text_box(
        label, app.drafts.get(key), lambda t: app.drafts.type(key, t), key=key, problem=bool(problem)
    )
    hint = "A time today, 22:10, or a date and a time. The log shows both times."
    asked = kit.labelled(label, box, hint=kit.uk_time_hint(hint, app.now()), problem=problem)
    if not state.read.twice:
        return asked

    def choose(which: str) -> None:
        app.drafts.type(key, f"{app.drafts.get(key)} {which}")
        state.read = TypedTime()

    return kit.which_hour(choose, asked)


def correct(app: App) -> Screen:
    """Put an entry right. The first version stays in the log, with the reason."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    entry = next(e for e in child.events if e.id == app.place["entry"])
    words_key, why_key = f"correct:{entry.id}", f"correct-why:{entry.id}"
    state = app.state(NoteState)
    free = _words(entry)

    def save() -> None:
        words, reason = app.drafts.get(words_key, free or "").strip(), app.drafts.get(why_key).strip()
        if not words:
            state.problem = "Write what it should say."
            return
        if app.attempt(lambda: _correct(app, child, episode, entry, words, reason)):
            app.drafts.drop(words_key, why_key)
            app.back()

    body: list[ft.Control] = [
        kit.h1("Put it right"),
        kit.text(
            f"Written {clock(entry.written, app.now())} by {app.book.name_of(entry.author)}.", color=INK2
        ),
    ]
    label = "It should say" if free is not None else "What is wrong with it, and what is right?"
    body.append(
        kit.labelled(
            label,
            kit.text_box(
                label,
                app.drafts.get(words_key, free or ""),
                lambda t: app.drafts.type(words_key, t),
                key=words_key,
                lines=3,
            ),
            hint="The first version stays in the log.",
            problem=state.problem,
        )
    )
    if free is not None:
        why = "Why? (if you like)"
        body.append(
            kit.labelled(
                why,
                kit.text_box(
                    why, app.drafts.get(why_key), lambda t: app.drafts.type(why_key, t), key=why_key
                ),
            )
        )
    return Screen(
        header(app, child, episode, back_to="the log"),
        body,
        sticky=[kit.button("Save", save, "primary", main=True)],
    )


def _words(entry: Event) -> str | None:
    """The free words of an entry, when it has any that can be put right."""
    if isinstance(entry.value, dict) and isinstance(entry.value.get("words"), str):
        return str(entry.value["words"])
    return entry.value if isinstance(entry.value, str) else None


def _correct(app: App, child: ChildFile, episode: Episode, entry: Event, words: str, reason: str) -> None:
    book = app.book
    if _words(entry) is None:  # a tap has no words to change: say beside it what is right
        write_note(
            book, child.id, episode.id, f"About the entry of {clock(entry.happened, app.now())}: {words}"
        )
        return
    value: Json = {**entry.value, "words": words} if isinstance(entry.value, dict) else words
    if isinstance(entry.value, str) and not reason:
        answer_question(book, child.id, entry.record, entry.field, words)
        return
    correct_entry(book, child.id, entry, value, reason)
