"""The form that a question stands in, with the answers to it as they are now: what it asks and says."""

from __future__ import annotations

from collections.abc import Iterator

import flet as ft

from carerapp.actions.reading_help import reading_help
from carerapp.domain.child import EPISODE, KEY_CONTACTS, ChildFile
from carerapp.domain.records import Record
from carerapp.domain.same_episode import kind_of
from carerapp.languages import LANGUAGES, Language
from carerapp.ui import kit
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2
from forms.engine.asking import Asking
from forms.engine.definition import Field, Form
from forms.engine.form_keys import Pairs


def asking_of(app: App, child: str, record: str, path: str) -> Asking:
    """Of the form that asks the question at this path, in this record."""
    file = app.book.child(child)
    answers = file.record(record)
    return Asking(_form(app, file, answers, path.partition("/")[0]), answers, app.now(), file.lives)


def _form(app: App, child: ChildFile, record: Record, name: str) -> Form:
    """Of the child's own Key Contacts record and episodes, today's form, where it has the question."""
    kind = kind_of(record.form)
    if kind == EPISODE or (kind == KEY_CONTACTS and record.id == child.key_contacts.id):
        for form in (child.protocol.key_contacts, child.protocol.episode):
            if _has(form, name):
                return form
    return app.book.protocols.form(record.form)


def _has(form: Form, name: str) -> bool:
    return any(field.name == name for field in form.fields())


def below(app: App, words: Pairs) -> list[ft.Control]:
    """What the form itself says in the language that this person reads beside English; nothing where it does
    not say it."""
    chosen = _chosen(app) if words else None
    return kit.below(said_in(app, words), rtl=bool(chosen and chosen.rtl))


def said_in(app: App, words: Pairs) -> str:
    """Of the same words in several languages, those in the one that this person chose; "" for none."""
    chosen = _chosen(app) if words else None
    return next((said for name, said in words if chosen and _is(name, chosen)), "")


def _chosen(app: App) -> Language | None:
    code = reading_help(app.book)
    return next((one for one in LANGUAGES if one.code == code), None)


def _is(said: str, language: Language) -> bool:
    """XLSForm writes a language as "Polski (pl)", and often without its code."""
    name, _, code = said.partition("(")
    if code:
        return code.rstrip(") ").casefold() == language.code
    known = (language.code, language.name.casefold(), language.english.casefold())
    return name.strip().casefold() in known


def headings(app: App, asking: Asking, field: Field, before: Field | None, path: str) -> Iterator[ft.Control]:
    """The labels of the groups that begin with this question, the outermost first. `before`: the question
    that stands above it."""
    ended = asking.around(before.within) if before else ()
    for group in reversed(asking.around(field.within)):
        if group not in ended and group.label:
            yield kit.text(asking.words(group.label, path), "small_strong", INK2)
            yield from below(app, asking.pairs(group.labels, path))
