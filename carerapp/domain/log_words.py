"""An event in plain words. Nothing of the log's own vocabulary shows through."""

from __future__ import annotations

from carerapp.domain.checks import comments_in, outcome_in
from carerapp.domain.child import ChildFile
from carerapp.domain.events import Event, EventKind
from carerapp.domain.gate.shape import shown as shown_words
from carerapp.domain.isolated import isolated
from carerapp.domain.json_value import Json, as_object, plain
from carerapp.domain.log_names import LogNames
from carerapp.domain.same_episode import is_episode
from carerapp.domain.topics import topic_at
from carerapp.domain.topics.phrases import bare, then
from forms.engine.definition import Field
from forms.engine.kinds import KINDS


def shown(event: Event, field: Field) -> str:
    """An answer in words; a moment on the United Kingdom's clock. "" when blank."""
    return KINDS[field.kind].show(event.value, field)


def in_words(child: ChildFile, event: Event, by_id: dict[str, Event], names: LogNames | None = None) -> str:
    """The event as one line. `by_id` finds what it corrects or replaces; `names`, made once for many."""
    names = names or LogNames(child)
    match event.kind:
        case EventKind.OPEN:
            if "moved" in as_object(event.value):
                if not is_episode(event.form):
                    return "The form goes on."
                return f"The log goes on under {_authority(child, event)}’s procedure."
            return f"Started the log. {child.first_name} isn't where they should be."
        case EventKind.ADD_ROW:
            return f"Added a row to “{names.question(event)}”."
        case EventKind.REMOVE_ROW:
            row = names.row(event.record, event.field, str(event.value)) or "a row"
            return f"Took {row} off “{names.question(event)}”{_because(event.reason)}."
        case EventKind.CORRECT:
            return _correction(names, event, by_id)
        case EventKind.NOTE | EventKind.ATTACH:
            return _note(names, event)
        case EventKind.ANSWER:
            return _answer(names, event, by_id)
        case EventKind.NEWER:
            return _by_newer(event)


def _authority(child: ChildFile, event: Event) -> str:
    id = event.form.partition("/")[0]
    known = (child.protocol, *((child.placing,) if child.placing else ()), *child.former)
    return next((one.short for one in known if one.id == id), id.replace("_", " "))


def _correction(names: LogNames, event: Event, by_id: dict[str, Event]) -> str:
    before = [isolated(bare(_states(names, by_id[old]))) for old in event.supersedes if old in by_id]
    was = f"; was: {' / '.join(before)}" if before and not names.is_secret(event) else ""
    return f"Corrected: {isolated(bare(_states(names, event)))}{was}{_because(event.reason)}."


def _states(names: LogNames, event: Event) -> str:
    """What an entry says by itself, corrected or not."""
    noted = event.kind in (EventKind.NOTE, EventKind.ATTACH) or event.field.startswith("note:")
    return _note(names, event) if noted else _said(names, event)


def _answer(names: LogNames, event: Event, by_id: dict[str, Event]) -> str:
    now = _said(names, event)
    if event.reason and not names.is_secret(event):
        return f"{bare(now)}. {isolated(bare(event.reason))}."  # the same answer, said again
    before = [by_id[old] for old in event.supersedes if old in by_id]
    if not before or names.is_secret(event):
        return now
    field, step = names.field(event.field), names.step(event.field)
    was = [_outcome(e.value) if step else shown(e, field) if field else plain(e.value) for e in before]
    return f"{bare(now)}; was: {' / '.join(isolated(bare(w)) or 'blank' for w in was)}."


def _said(names: LogNames, event: Event) -> str:
    """What an answer says, without what stood there before."""
    if step := names.step(event.field):
        return f"{step}: {_outcome(event.value)}"
    label = names.question(event)
    if names.is_secret(event):
        return f"Changed the hidden answer to “{label.rstrip(': ')}”."
    field = names.field(event.field)
    words = shown(event, field) if field else plain(event.value)
    if field and field.kind == "photo" and words:
        return f"New photo on the form. {words}."
    return answered(label, words.strip() or "cleared")


def answered(question: str, words: str) -> str:
    """'Height: tall', 'Who were they with? A friend'."""
    question = question.rstrip(": ")
    words = isolated(words)
    return f"{question} {words}" if question.endswith("?") else f"{question}: {words}"


def _outcome(value: Json) -> str:
    """What became of a step: "done. No answer", "not yet"."""
    outcome = outcome_in(value)
    word = f"{outcome.in_log}." if outcome else ""
    return f"{word}{then(comments_in(value))}".strip() or "not yet."


def _because(reason: str) -> str:
    return f", because: {isolated(bare(reason))}" if reason.strip() else ""


def _note(names: LogNames, event: Event) -> str:
    """The topic's own words; of a topic that a newer version wrote, what can be read."""
    if topic := topic_at(event.field):
        return topic.payload.of(event).in_log(names)
    return _by_newer(event)


def _by_newer(event: Event) -> str:
    """'Weather: rain (written by a newer version of the app)'"""
    about = event.field.removeprefix("note:").replace("_", " ").strip().capitalize()
    value: Json = event.value if isinstance(event.value, dict) else {"words": event.value}
    words = shown_words(f"{about or 'Note'}: {plain(value) or 'no words'}")
    return f"{isolated(words)} (written by a newer version of the app)"
