"""How much of a form is answered, and how old the answers are.

Counted are the questions that are asked on a calm day: those of sections kept in
the form's own record, where their condition holds. Not counted: what is answered
during an episode, the closing fields, which say who filled the form in and are
no questions about the child, and what nobody can answer: notes, what is worked out
and what is only read. "Not known" counts as an answer. A table counts as
one question, answered when any of its cells is, or the table as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from forms.engine.answers import Answer, Answers, is_not_known
from forms.engine.asking import Asking
from forms.engine.definition import Field, Form, Section
from forms.engine.kinds import KINDS


@dataclass(frozen=True, slots=True)
class SectionCompleteness:
    """How much of one section is answered."""

    name: str
    answered: int
    total: int
    blanks: tuple[str, ...]  # names of the questions without an answer
    oldest: datetime | None  # when the oldest of its answers was written
    newest: datetime | None
    stale: tuple[str, ...] = ()  # names of answers older than their definition allows


@dataclass(frozen=True, slots=True)
class FormCompleteness:
    """How much of a whole form is answered."""

    percent: int  # 100 only when nothing is blank
    sections: tuple[SectionCompleteness, ...]

    def section(self, name: str) -> SectionCompleteness:
        """One section's. StopIteration when the form has none of that name."""
        return next(s for s in self.sections if s.name == name)

    @property
    def blanks(self) -> tuple[str, ...]:
        """Names of all questions without an answer."""
        return tuple(name for s in self.sections for name in s.blanks)

    @property
    def stale(self) -> tuple[str, ...]:
        """Names of all answers that are older than their definition allows."""
        return tuple(name for s in self.sections for name in s.stale)


def completeness(form: Form, answers: Answers, *, now: datetime, lives: str = "") -> FormCompleteness:
    """How complete `answers` are as an answer to `form`, at `now` (with its offset). `lives`: in which
    setting the child does, "" while nobody said."""
    asking = Asking(form, answers, now, lives)
    sections = tuple(
        _section(section, asking)
        for section in form.sections
        if section.answered_in == "form" and not section.closing
    )
    answered, total = sum(s.answered for s in sections), sum(s.total for s in sections)
    return FormCompleteness(percent=answered * 100 // total if total else 100, sections=sections)


def is_question(field: Field) -> bool:
    """Whether somebody can answer it."""
    return KINDS[field.kind].asks and not field.read_only


def _section(section: Section, asking: Asking) -> SectionCompleteness:
    answers, now = asking.answers, asking.now
    asked = [f for f in section.fields if f.answered_in != "episode" and is_question(f) and asking.asks(f)]
    written = {f.name: when for f in asked if (when := _written(f, f.name, answers))}
    moments = [when for when in written.values() if when is not _SOMETIME]
    return SectionCompleteness(
        name=section.name,
        answered=len(written),
        total=len(asked),
        blanks=tuple(f.name for f in asked if f.name not in written),
        oldest=min(moments, default=None),
        newest=max(moments, default=None),
        stale=tuple(f.name for f in asked if f.name in written and _stale(f, answers, written[f.name], now)),
    )


#: stands for an answer whose time cannot be read
_SOMETIME = datetime(1, 1, 1, tzinfo=UTC)


def _written(field: Field, path: str, answers: Answers) -> datetime | None:
    """When the question was last answered; None while it is blank."""
    found = _answer(field, answers.answer(path))
    for row in answers.rows(path) if field.columns else ():
        for column in field.columns:
            cell = _written(column, f"{path}/{row}/{column.name}", answers)
            found = max((m for m in (found, cell) if m), default=None)
    return found


def _answer(field: Field, answer: Answer | None) -> datetime | None:
    if answer is None or not KINDS[field.kind].is_answered(answer.value):
        return None
    try:
        written = datetime.fromisoformat(answer.written_at)
    except ValueError:
        return _SOMETIME
    return written if written.tzinfo else written.replace(tzinfo=UTC)


def _stale(field: Field, answers: Answers, written: datetime, now: datetime) -> bool:
    if field.stale_after_days is None or written is _SOMETIME:
        return False
    answer = answers.answer(field.name)
    if answer and is_not_known(answer.value):
        return False
    made = KINDS[field.kind].made_on(answer.value) if answer else None
    since = datetime.combine(made, time(), UTC) if made else written
    return now - since > timedelta(days=field.stale_after_days)
