"""The call script: what the police will ask, in their order, with what is already known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never, cast

from carerapp.domain.applying import Applying
from carerapp.domain.beginning import since_words
from carerapp.domain.checks import check_of
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.isolated import isolated
from carerapp.domain.json_value import as_object
from carerapp.domain.log_names import LogNames
from carerapp.domain.log_words import answered, shown
from carerapp.domain.missing_before import missing_before
from carerapp.domain.records import Record
from carerapp.domain.setting_words import SETTING_WORDS
from forms.engine.answers import is_blank, is_not_known
from forms.engine.definition import Field, Form
from forms.protocol import ChildFact, ScriptLine

NOT_KNOWN = "Not known. Say “I don't know”."


@dataclass(frozen=True, slots=True)
class ScriptAnswer:
    """One question and what to say. `source` is the paragraph the question rests on."""

    ask: str
    answer: str
    known: bool
    source: str = ""


def opening(child: ChildFile) -> str:
    """The first thing to say."""
    return f"{SETTING_WORDS[child.setting].to_police} I want to report it."


def call_script(
    child: ChildFile, episode: Episode, now: datetime, carer: str = ""
) -> tuple[ScriptAnswer, ...]:
    """Every question of the protocol's script, in the call-taker's order; blanks say so. `carer`: who rings,
    with their number."""
    lines = Applying(child, episode, now).script()
    return tuple(_answer(child, episode, now, line, carer) for line in lines)


def _answer(child: ChildFile, episode: Episode, now: datetime, line: ScriptLine, carer: str) -> ScriptAnswer:
    several = len(line.facts) > 1
    parts = [
        words
        for fact in line.facts
        for words in ([carer] if fact == "app:carer" else _fact(child, episode, now, fact, several))
    ]
    words = "\n".join(dict.fromkeys(part.strip() for part in parts if part.strip()))
    return ScriptAnswer(line.ask, words or NOT_KNOWN, bool(words), line.source)


def _fact(child: ChildFile, episode: Episode, now: datetime, fact: str, named: bool) -> Iterator[str]:
    """The words of one fact; `named` puts the question before each answer."""
    where, _, path = fact.partition(":")
    if where == "kcf":
        yield from told(child.key_contacts, child.protocol.key_contacts, path, named)
    elif where == "episode":
        if path == "unknown_since":
            yield since_words(episode, now)
        else:
            yield from told(episode.record, child.protocol.episode, path, named)
    elif where == "child":
        yield from _about(child, now, cast(ChildFact, path))
    elif where == "profile" and child.protocol.preparation:
        yield from told(child.profile, child.protocol.preparation, path, named)
    elif fact == "app:missing_before":
        yield missing_before(child, episode)
    elif where == "checks":
        yield from _checks(child, episode, now)


def _about(child: ChildFile, now: datetime, fact: ChildFact) -> Iterator[str]:
    match fact:
        case "name" | "full_name":
            yield child.key_contacts.text("full_name")
        case "family_name" | "forenames":
            yield child.profile.text(fact)
        case "age":
            age = child.age(now)
            yield f"{age} years old" if age is not None else ""
        case "called" | "first_name":
            yield child.first_name
        case "setting" | "who":
            yield SETTING_WORDS[child.setting].to_police
        case _:
            assert_never(fact)


def told(record: Record, form: Form, path: str, named: bool) -> Iterator[str]:
    try:
        field = form.field(path.replace("/", "."))
    except (KeyError, StopIteration):
        return
    if field.columns:
        yield from _rows(record, field)
    for event in record.heads(path):
        if not is_blank(event.value) and not is_not_known(event.value) and field.kind != "photo":
            words = shown(event, field)
            yield answered(field.question, words) if named and words.strip() else words
    if field.kind == "photo" and as_object(record.value(path)).get("photo"):
        yield "I have a photo for the officer."


def _rows(record: Record, table: Field) -> Iterator[str]:
    for row in record.rows(table.name):
        cells = (
            shown(event, column)
            for column in table.columns
            for event in record.heads(f"{table.name}/{row}/{column.name}")
            if not is_blank(event.value) and not is_not_known(event.value)
        )
        yield ", ".join(isolated(cell) for cell in cells if cell.strip())


def _checks(child: ChildFile, episode: Episode, now: datetime) -> Iterator[str]:
    names = LogNames(child)
    for step in Applying(child, episode, now).steps():
        check = check_of(episode.record, step.field)
        if check:
            comments = f". {isolated(check.comments)}" if check.comments.strip() else ""
            yield f"{names.step(step.field)}: {check.outcome.in_log}{comments}"
