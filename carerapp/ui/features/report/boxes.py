"""Boxes of an episode's own questions: saved as they are typed, with the message beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import flet as ft

from carerapp.actions.answer_question import answer_question
from carerapp.actions.form_reading import Field, Value, problem_with, shown, typed_value
from carerapp.actions.put_right import why_kept
from carerapp.domain.child import ChildFile
from carerapp.domain.typed_time import TypedTime, read_typed_time, said_words
from carerapp.ui import kit
from carerapp.ui.drafts import Unread
from carerapp.ui.features.episode_header import clock
from carerapp.ui.picker import pick_time
from carerapp.ui.shell import App


def answer_box(
    app: App,
    child: ChildFile,
    record: str,
    path: str,
    *,
    label: str = "",
    hint: str = "",
    lines: int = 1,
    then: Callable[[], object] | None = None,
) -> ft.Control:
    """One question of the episode or of the form. `then` runs when words were saved."""
    field = _field(child, path)
    label, key = label or field.question, f"{record}:{path}"
    heads = child.record(record).heads(path)
    now = shown(field, heads[-1].value) if heads else ""

    def before() -> Value:
        heads = app.book.child(child.id).record(record).heads(path)
        return heads[-1].value if heads else None

    def save(words: str) -> None:
        if why_kept(field, words, before(), app.now()):
            raise Unread
        value = typed_value(field, words)
        if answer_question(app.book, child.id, record, path, value) and words.strip() and then:
            then()

    app.drafts.belongs(key, save)
    box = kit.text_box(
        label,
        app.drafts.get(key, now),
        lambda text: app.drafts.type(key, text, save),
        lambda: app.drafts.left(key),
        key=key,
        lines=lines,
    )
    problem = problem_with(field, heads[-1].value, app.now().date()) if heads else ""
    if app.drafts.has(key) and not app.drafts.typing(key):
        problem = why_kept(field, app.drafts.get(key), before(), app.now()) or problem
    proof = None
    if now and not app.drafts.has(key):
        proof = app.saved.beside(heads[-1].written, f"Saved {clock(heads[-1].written, app.now())}")
    return kit.labelled(label, box, hint=hint or field.hint, problem=problem or "", tapped=False, proof=proof)


def _field(child: ChildFile, path: str) -> Field:
    for form in (child.protocol.episode, child.protocol.key_contacts):
        if any(field.name == path for field in form.fields()):
            return form.field(path)
    raise KeyError(path)


def time_box(
    app: App, key: str, label: str, shown: str, write: Callable[[datetime], object], *, hint: str = ""
) -> ft.Control:
    """A time, saved when its box is left: "9" may be going to be "9.30pm". One that can't be read stays in
    the box, with what to do; what was read is said in words."""

    def save(words: str) -> None:
        read = read_time_before(words, app.now(), app.here)
        if read.moment is None or app.drafts.typing(key):
            raise Unread
        write(read.moment)

    def choose(words: str) -> None:
        app.drafts.type(key, words, save)
        app.drafts.left(key)

    app.drafts.belongs(key, save)
    stands = app.drafts.get(key, shown)
    unread = app.drafts.has(key) and not app.drafts.typing(key)
    typing = app.drafts.typing(key) or not stands.strip()
    read = TypedTime() if typing else read_time_before(stands, app.now(), app.here)
    problem = f"{read.problem} The time before is kept." if unread and read.problem else ""
    said = said_words(read.moment, app.now()) if read.moment else ""
    box = kit.text_box(
        label,
        stands,
        lambda text: app.drafts.type(key, text, save),
        lambda: app.drafts.left(key),
        key=key,
        problem=bool(problem),
    )
    hint = kit.uk_time_hint(hint, app.now())
    asked = kit.labelled(label, box, hint=hint, problem=problem, tapped=False, read=said)
    if unread and read.twice:
        return kit.under(asked, kit.which_hour(lambda which: choose(f"{stands} {which}")))
    which = [kit.which_one(choose, read.readings)] if unread and read.readings else []
    return kit.under(asked, *which, pick_time(app, label, choose))


def read_time_before(typed: str, now: datetime, here: Callable[[datetime], datetime] | None) -> TypedTime:
    """The moment that was meant, or what is wrong with it."""
    return (
        read_typed_time(typed, now, here)
        if typed.strip()
        else TypedTime(problem="Write the time, like 22:10 or 9.30pm.")
    )
