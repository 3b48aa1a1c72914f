"""Putting an entry of the log right: what it should say, by the kind of its question, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.actions.answer_question import answer_question
from carerapp.actions.put_right import Reading, Standing, read_again, standing
from carerapp.actions.write_note import correct_entry, write_note
from carerapp.domain.checks import comments_in, outcome_in
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event, EventKind
from carerapp.domain.json_value import Json
from carerapp.domain.outcomes import Fact, StepOutcome
from carerapp.domain.typed_answer import read_answer
from carerapp.domain.way_back import fact_of
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

STEP = "yes_no_comments"
YES_NO = ("Yes", "No")


@dataclass
class CorrectState:
    """What is wrong with what was typed, and the words that were asked about, as typed."""

    problem: str = ""
    asked: str | None = None
    reading: Reading = field(default_factory=Reading)  # of what may be two times or days


def correct(app: App) -> Screen:
    """Put an entry right. The first version stays in the log, with the reason."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    entry = next(e for e in child.events if e.id == app.place["entry"])
    stands = standing(child, entry)
    about = f"Written {clock(entry.written, app.now())} by {app.book.name_of(entry.author)}."
    body: list[ft.Control] = [kit.h1("Put it right"), kit.text(about, color=INK2)]
    states = fact_of(child, episode, entry)
    if states and (states[0] is not Fact.ACKNOWLEDGED or _at_a_desk(app)):
        body += taking_back(app, child, episode, *states, then=app.back)
    if stands is None:
        body += [*_row(app, child, entry), _beside(app, entry)]
        save = partial(_write_beside, app, child, episode, entry)
    else:
        body += [*_again(app, entry, stands), *_says(app, entry, stands), _why(app, entry)]
        save = partial(_save, app, child, entry, stands)
    return Screen(
        header(app, child, episode, back_to="the log"),
        body,
        sticky=[kit.button("Save", save, "primary", main=True)],
    )


def _at_a_desk(app: App) -> bool:
    """Whether a desk has seen it, nobody else knows; nor whether it has not after all."""
    return app.session.sharing is not None and app.session.sharing.desk is not None


def _keys(entry: Event) -> tuple[str, str, str]:
    """Of the drafts: the words, the outcome of a step, the reason."""
    return f"correct:{entry.id}", f"correct-outcome:{entry.id}", f"correct-why:{entry.id}"


def _again(app: App, entry: Event, stands: Standing) -> list[ft.Control]:
    """Where it was answered again later, it is the later answer that holds."""
    if stands.event.id == entry.id:
        return []
    later = stands.event
    words = f"It was answered again {clock(later.written, app.now())} by {app.book.name_of(later.author)}."
    return [kit.note(f"{words} You put that newest answer right.")]


# --- what it should say ------------------------------------------------------------------
def _says(app: App, entry: Event, stands: Standing) -> list[ft.Control]:
    key, outcome_key, _ = _keys(entry)
    field, state = stands.field, app.state(CorrectState)
    if field is not None and field.kind in ("choice", "yes_no"):
        labels = YES_NO if field.kind == "yes_no" else tuple(choice.label for choice in field.choices)
        chosen = app.drafts.get(key, stands.words)
        rows = [kit.choice(label, label == chosen, partial(app.drafts.type, key, label)) for label in labels]
        one = kit.beside(kit.one_of(field.question, *rows), "answer", state.problem)
        return [kit.text(field.question, "strong"), one]
    shown: list[ft.Control] = []
    label, lines = "It should say", 3
    if field is not None:
        shown.append(kit.text(field.question, "strong"))
        lines = 3 if field.kind in ("long_text", STEP) else 1
    if field is not None and field.kind == STEP:
        chosen = app.drafts.get(outcome_key, _outcome(stands.event))
        rows = [
            kit.choice(one.on_screen, one.value == chosen, partial(app.drafts.type, outcome_key, one.value))
            for one in StepOutcome
        ]
        shown.append(kit.one_of(field.question, *rows))
        label = "In words, if you like"
    hint = "The first version stays in the log."
    if stands.secret:
        hint = "What it says now is hidden. It stays in the log."

    def typed(text: str) -> None:
        state.problem = ""
        app.drafts.type(key, text)

    box = kit.text_box(
        label,
        app.drafts.get(key, _words(stands)),
        typed,
        lambda: app.drafts.left(key),
        key=key,
        lines=lines,
        problem=bool(state.problem),
    )
    asked = kit.labelled(label, box, hint=hint, problem=state.problem, read=_said(app, stands, key))
    return [*shown, _which(app, key, asked)]


def _said(app: App, stands: Standing, key: str) -> str:
    """A day or a time, read back before Save is tapped."""
    if stands.field is None or not app.drafts.has(key):
        return ""
    return read_answer(stands.field, app.drafts.get(key), stands.event.value, app.now(), app.here).said


def _which(app: App, key: str, asked: ft.Control) -> ft.Control:
    """Two buttons where it may be two times or days: the tap writes it into the box."""
    state = app.state(CorrectState)

    def choose(words: str) -> None:
        app.drafts.type(key, words)
        state.reading, state.problem = Reading(), ""

    if state.reading.twice:
        typed = app.drafts.get(key)
        return kit.under(asked, kit.which_hour(lambda which: choose(f"{typed} {which}")))
    readings = state.reading.readings
    return kit.under(asked, *([kit.which_one(choose, readings)] if readings else []))


def _words(stands: Standing) -> str:
    """As they stand in the box; of a step, the words beside its outcome."""
    step = stands.field is not None and stands.field.kind == STEP
    return comments_in(stands.event.value) if step else stands.words


def _outcome(event: Event) -> str:
    outcome = outcome_in(event.value)
    return outcome.value if outcome else ""


def _why(app: App, entry: Event) -> ft.Control:
    key, label = _keys(entry)[2], "Why? (if you like)"
    box = kit.text_box(label, app.drafts.get(key), lambda text: app.drafts.type(key, text), key=key)
    return kit.labelled(label, box)


def _read(app: App, child: ChildFile, entry: Event, stands: Standing) -> Reading:
    key, outcome_key, _ = _keys(entry)
    typed = app.drafts.get(key, _words(stands))
    if stands.field is not None and stands.field.kind == STEP:
        outcome = app.drafts.get(outcome_key, _outcome(stands.event))
        if outcome:
            return Reading({"outcome": outcome, "comments": typed.strip()})
    return read_again(child, stands, typed, app.now(), app.here)


def _save(app: App, child: ChildFile, entry: Event, stands: Standing) -> None:
    state, typed = app.state(CorrectState), app.drafts.get(_keys(entry)[0], _words(stands))
    if typed.strip() and typed == _words(stands) and not app.drafts.has(_keys(entry)[1]):
        _done(app, entry)  # nothing was changed
        return
    reading = _read(app, child, entry, stands)
    state.problem, state.reading = reading.problem, reading
    if reading.problem and not (reading.asked and state.asked == typed):
        state.asked = typed if reading.asked else None
        return
    reason = app.drafts.get(_keys(entry)[2]).strip()
    same = _same(stands, reading.value)
    if same or app.attempt(lambda: _write(app, child, stands, reading.value, reason)):
        _done(app, entry)


def _done(app: App, entry: Event) -> None:
    app.drafts.drop(*_keys(entry))
    app.back()


def _same(stands: Standing, value: Json) -> bool:
    """It says so already; words that a person only passed over change nothing."""
    before = stands.event.value
    if stands.field is None and isinstance(before, dict):
        return bool(before.get("words") == value)
    return before == value


def _write(app: App, child: ChildFile, stands: Standing, value: Json, reason: str) -> None:
    event = stands.event
    if stands.field is None:
        words = {**event.value, "words": value} if isinstance(event.value, dict) else value
        correct_entry(app.book, child.id, event, words, reason)
    elif reason:
        correct_entry(app.book, child.id, event, value, reason)
    else:
        answer_question(app.book, child.id, event.record, event.field, value)


# --- an entry without words of its own ------------------------------------------------------
def _row(app: App, child: ChildFile, entry: Event) -> list[ft.Control]:
    """A row of a table is put right where it stands: on its own screen, cell by cell."""
    row = str(entry.value)
    if entry.kind is not EventKind.ADD_ROW or row not in child.record(entry.record).rows(entry.field):
        return []
    go = partial(
        app.go, ScreenName.TABLE_ROW, child=child.id, record=entry.record, table=entry.field, row=row
    )
    return [kit.button("Open this row", go, icon_=ft.Icons.EDIT_OUTLINED)]


def _beside(app: App, entry: Event) -> ft.Control:
    key, label = _keys(entry)[0], "What is wrong with it, and what is right?"
    typed = app.drafts.get(key)
    problem = "" if typed.strip() else app.state(CorrectState).problem
    write = lambda text: app.drafts.type(key, text)
    box = kit.text_box(label, typed, write, key=key, lines=3, problem=bool(problem))
    hint = "The first version stays in the log."
    return kit.labelled(label, box, hint=hint, problem=problem)


def _write_beside(app: App, child: ChildFile, episode: Episode, entry: Event) -> None:
    words = app.drafts.get(_keys(entry)[0]).strip()
    if not words:
        app.state(CorrectState).problem = "Write what it should say."
        return
    about = f"About the entry of {clock(entry.happened, app.now())}: {words}"
    if app.attempt(lambda: write_note(app.book, child.id, episode.id, about)):
        app.drafts.drop(*_keys(entry))
        app.back()
