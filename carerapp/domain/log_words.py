"""An event in plain words. Nothing of the log's own vocabulary shows through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from carerapp.domain.child import ChildFile
from carerapp.domain.clock import moved_words
from carerapp.domain.events import Event, Json, Kind
from carerapp.domain.log_names import LogNames
from forms.engine.definition import Field
from forms.engine.kinds import KINDS
from forms.engine.kinds.date_time import kept_moment, uk_offset

Note = dict[str, Json]


def shown(event: Event, field: Field) -> str:
    """An answer in words; a moment in wall-clock time. "" when blank."""
    value = event.value
    if field.kind in ("date_time", "signature"):
        value = _local(value, event)
    return KINDS[field.kind].show(value, field)


def _local(value: Json, event: Event) -> Json:
    """A moment kept in UTC, on the wall clock of that day; one kept with an offset stays as it is."""
    if isinstance(value, dict):
        return {key: _local(part, event) for key, part in value.items()}
    moment = kept_moment(value)
    if moment is None or moment.utcoffset():
        return value
    here = event.written.tzinfo
    if event.utc_offset in (0, 60):
        here = uk_offset(moment.replace(tzinfo=None) + timedelta(hours=1))
    return moment.astimezone(here).isoformat()


def in_words(child: ChildFile, event: Event, by_id: dict[str, Event]) -> str:
    """The event as one line. `by_id` finds what it corrects or replaces."""
    names = LogNames(child)
    match event.kind:
        case Kind.OPEN:
            return f"Started the log. {child.first_name} isn't where they should be."
        case Kind.ADD_ROW:
            return f"Added a row to “{names.question(event)}”."
        case Kind.REMOVE_ROW:
            row = names.row(event.record, event.field, str(event.value)) or "a row"
            return f"Took {row} off “{names.question(event)}”{_because(event.reason)}."
        case Kind.CORRECT:
            return _correction(names, event, by_id)
        case Kind.NOTE | Kind.ATTACH:
            return _note(names, event)
        case Kind.ANSWER:
            return _answer(names, event, by_id)


def _correction(names: LogNames, event: Event, by_id: dict[str, Event]) -> str:
    say = _note if event.field.startswith("note:") else _said
    before = [_bare(say(names, by_id[old])) for old in event.supersedes if old in by_id]
    was = f"; was: {' / '.join(before)}" if before and not names.is_secret(event) else ""
    return f"Corrected: {_bare(say(names, event))}{was}{_because(event.reason)}."


def _answer(names: LogNames, event: Event, by_id: dict[str, Event]) -> str:
    now = _said(names, event)
    before = [by_id[old] for old in event.supersedes if old in by_id]
    if not before or names.is_secret(event):
        return now
    field, step = names.field(event.field), names.step(event.field)
    was = [_outcome(e.value) if step else shown(e, field) if field else _plain(e.value) for e in before]
    return f"{_bare(now)}; was: {' / '.join(_bare(w) or 'blank' for w in was)}."


def _said(names: LogNames, event: Event) -> str:
    """What an answer says, without what stood there before."""
    if step := names.step(event.field):
        return f"{step}: {_outcome(event.value)}"
    label = names.question(event)
    if names.is_secret(event):
        return f"Changed the hidden answer to “{label.rstrip(': ')}”."
    field = names.field(event.field)
    words = shown(event, field) if field else _plain(event.value)
    if field and field.kind == "photo" and words:
        return f"New photo on the form. {words}."
    return answered(label, words.strip() or "cleared")


def answered(question: str, words: str) -> str:
    """'Height: tall', 'Who were they with? A friend'."""
    question = question.rstrip(": ")
    return f"{question} {words}" if question.endswith("?") else f"{question}: {words}"


def _outcome(value: Json) -> str:
    if not isinstance(value, dict):
        return "not yet."
    word = {"done": "done.", "couldnt": "couldn't.", "doesnt_apply": "doesn't apply."}
    return f"{word.get(_text(value, 'outcome'), '')}{_then(_text(value, 'comments'))}".strip() or "not yet."


def _plain(value: Json) -> str:
    """Any stored value as words: no braces, no quotes, no keys."""
    if isinstance(value, dict):
        return ", ".join(t for part in value.values() if (t := _plain(part)))
    if isinstance(value, list):
        return ", ".join(t for part in value if (t := _plain(part)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _text(value: Note, key: str) -> str:
    return _plain(value.get(key)).strip()


def _then(words: str) -> str:
    return f" {words}" if words.strip() else ""


def _bare(words: str) -> str:
    return words.strip().removesuffix(".")


def _because(reason: str) -> str:
    return f", because: {_bare(reason)}" if reason.strip() else ""


# --- notes, by topic -----------------------------------------------------------------
def _note(names: LogNames, event: Event) -> str:
    topic = event.field.removeprefix("note:")
    value: Note = event.value if isinstance(event.value, dict) else {"words": event.value}
    if topic in _TOPICS:
        return _TOPICS[topic](names, value)
    return f"{topic.replace('_', ' ').strip().capitalize() or 'Note'}: {_plain(value) or 'no words'}"


_CALL = {"no_answer": "no answer.", "not_seen": "spoke. Not seen.", "seen": "seen.", "spoke": "spoke."}
_SAFE_WORD = {
    "given": "Safe word given.",
    "not_given": "Safe word not given.",
    "not_asked": "Safe word not asked for.",
}
_PAPER = {
    "key_contacts": "the officer's copy of the Key Contacts form",
    "call_script": "the call script",
    "chronology": "a copy of this log",
    "supplement": "the list of what changed since the officer's copy",
    "form": "a copy of a form",
}


def _person(names: LogNames, value: Note) -> str:
    relation = names.relation(_text(value, "who"))
    parts = (_text(value, "name"), f"({relation})" if relation else "", _text(value, "number"))
    return " ".join(part for part in parts if part) or "someone"


def _call(names: LogNames, value: Note) -> str:
    words = _then(_text(value, "words"))
    if _text(value, "outcome") == "didnt_ring":
        return f"Didn't ring {_person(names, value)}.{words}"
    outcome = f"{_CALL.get(_text(value, 'outcome'), '')}{words}".strip() or "outcome not written."
    return f"Rang {_person(names, value)}: {outcome}"


def _told(names: LogNames, value: Note) -> str:
    who, words = _text(value, "who") or "someone", _then(_text(value, "words"))
    match _text(value, "outcome"):
        case "no_answer":
            return f"Tried to tell {who}: no answer.{words}"
        case "left_message":
            return f"Left a message for {who}.{words}"
    return f"Told {who}.{words}"


def _copy(names: LogNames, value: Note) -> str:
    paper = _PAPER.get(_text(value, "document"), "a copy")
    lock = " With a password." if value.get("password") is True else ""
    left = value["withheld"] if isinstance(value.get("withheld"), dict) else {}
    out = [f"{names.label(str(field))} ({_plain(why)})" for field, why in left.items()]
    return f"Made {paper}.{lock}" + (f" Left out: {'; '.join(out)}." if out else "")


def _officer(value: Note) -> str:
    name = _text(value, "officer") or "an officer, name not known"
    return f"{name}, number {_text(value, 'collar')}" if _text(value, "collar") else name


def _phoned(names: LogNames, value: Note) -> str:
    said = f" Said: {_bare(_text(value, 'said'))}." if _text(value, "said") else ""
    where = f" Where: {_bare(_text(value, 'where'))}." if _text(value, "where") else ""
    return f"{names.first_name} phoned.{said}{where}{_then(_SAFE_WORD.get(_text(value, 'safe_word'), ''))}"


def _decided(names: LogNames, value: Note) -> str:
    chosen = "to report to the police now" if _text(value, "decision") == "report" else "not to report yet"
    reason = f" Reason: {_bare(_text(value, 'reason'))}." if _text(value, "reason") else ""
    return f"Decided {chosen}.{reason}"


def _refused(names: LogNames, value: Note) -> str:
    officer = _officer(value)
    return f"{officer[:1].upper()}{officer[1:]} did not take the copy."


def _clock(value: Note) -> str:
    seconds = value.get("seconds")
    how = moved_words(seconds) if isinstance(seconds, int) else "changed"
    return f"The clock of this device was {how} before the next entry."


def _role(value: Note) -> str:
    role = _text(value, "role")
    return f" ({role})" if role else ""


def _shift(value: Note) -> str:
    due = value["due"] if isinstance(value.get("due"), list) else []
    still = f" Still to do: {'; '.join(_plain(one) for one in due)}." if due else ""
    before = _text(value, "before")
    return f"Took over the shift{f' from {before}' if before else ''}.{still}"


def _captured(value: Note) -> str:
    by = _text(value, "by")
    return f"Put in what was written while the app was locked{f', by {by}' if by else ', by nobody known'}."


_TOPICS: dict[str, Callable[[LogNames, Note], str]] = {
    "note": lambda _, value: _text(value, "words") or "A note with no words.",
    "dialled": lambda names, value: f"Tapped call: {_person(names, value)}.",
    "call": _call,
    "danger": lambda _, value: (
        f"Is there danger now? {'No.' if _text(value, 'answer') == 'no' else 'Yes, or not sure.'}"
    ),
    "told": _told,
    "looked": lambda names, value: f"Looked at the hidden answer to “{names.label(_text(value, 'field'))}”.",
    "copy": _copy,
    "handed_over": lambda _, value: f"Gave the copy to {_officer(value)}.",
    "refused": _refused,
    "child_phoned": _phoned,
    "decided": _decided,
    "photo": lambda _, value: "Added a photo.",
    "exported": lambda _, value: "Exported this whole record with its proofs.",
    "clock": lambda _, value: _clock(value),
    "shift": lambda _, value: _shift(value),
    "captured": lambda _, value: _captured(value),
    "same_night": lambda _, value: "Another device began this night, too. The two logs are one from here on.",
    "left_device": lambda _, value: (
        f"This log left a device: the authority has it. {_text(value, 'entries')} entries went; start and end stay."
    ),
    "acknowledged": lambda _, value: f"Seen by the authority’s duty desk{_role(value)}.",
    "restricted": lambda _, value: "Sent an entry to the authority alone. It can be read nowhere else.",
    "together": lambda _, value: "Left together with another child of this home.",
}
