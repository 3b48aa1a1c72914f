"""One question as it stands on a screen: its field, its answer, and how an answer is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from carerapp.actions.answer_question import answer_question
from carerapp.actions.put_right import is_spoken, why_kept
from carerapp.domain.records import Record
from carerapp.domain.typed_answer import TypedAnswer, read_answer
from carerapp.domain.uk_time import uk
from carerapp.ui.clock_words import clock
from carerapp.ui.drafts import Unread
from carerapp.ui.questions.asked_form import asking_of
from carerapp.ui.questions.question_state import QuestionState
from carerapp.ui.shell import App
from forms.engine.answers import NOT_KNOWN, Answer, Value, is_not_known
from forms.engine.asking import Asking
from forms.engine.conditions import fact_words
from forms.engine.definition import Choice, Field
from forms.engine.kinds import KINDS, FieldKind
from forms.engine.kinds.date_time import kept_moment
from forms.engine.messages import DATE_TIME_FUTURE, UNCLEAR, age_words, old_words

MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class QuestionView:
    """A field of a record, and the app that asks it."""

    app: App
    child: str
    record_id: str
    field: Field
    path: str  # the field's name, or `table/row/column`, and so on for a table in a table
    unknown: bool = True  # whether "Not known" is offered

    @property
    def record(self) -> Record:
        """The record, as it stands now."""
        return self.app.book.child(self.child).record(self.record_id)

    @property
    def asking(self) -> Asking:
        """Its form, with the answers as they stand now."""
        return asking_of(self.app, self.child, self.record_id, self.path)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The answers that are offered now, and those that were chosen before."""
        if self.field.choice_filter is None:
            return self.field.choices
        offered, chosen = self.asking.choices(self.field, self.path), fact_words(self.value)
        return tuple(c for c in self.field.choices if c in offered or c.name in chosen)

    @property
    def kind(self) -> FieldKind:
        """How answers of this kind are read, checked and shown."""
        return KINDS[self.field.kind]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Two or more when devices disagree, oldest first; blanks left out."""
        return tuple(a for a in self.record.answers(self.path) if self.kind.is_answered(a.value))

    @property
    def answer(self) -> Answer | None:
        """The newest answer; None while it is blank."""
        found = self.answers
        return found[-1] if found else None

    @property
    def value(self) -> Value:
        """The newest answer's value; None while it is blank."""
        found = self.answer
        return found.value if found else None

    @property
    def words(self) -> str:
        """The answer as it stands in a box."""
        value = self.value
        if value is None or is_not_known(value):
            return ""
        return value if self.field.kind == "long_text" and isinstance(value, str) else self.shown(value)

    def shown(self, value: Value) -> str:
        """A value in words."""
        return self.kind.show(value, self.field)

    # --- saving ------------------------------------------------------------------
    @property
    def key(self) -> str:
        """Of its draft and of what the screen remembers about it."""
        return f"{self.record_id}:{self.path}"

    @property
    def state(self) -> QuestionState:
        """What this screen's questions remember."""
        return self.app.state(QuestionState)

    def save_words(self, typed: str) -> object:
        """What was typed, as a value of the field's kind. Raises NotSaved, and Unread for what changes
        nothing. A day or a time waits until its box is left: "9" may be going to be "9.30pm"."""
        if (is_spoken(self.field) and self.typing) or self._why_kept(typed):
            raise Unread
        return self.save(self.read(typed).value)

    def read(self, typed: str) -> TypedAnswer:
        """What was typed, and what was meant by it; words that can't be read stay words."""
        return read_answer(self.field, typed, self.value, self.app.now(), self.app.here)

    def _why_kept(self, typed: str) -> str:
        return why_kept(self.field, typed, self.value, self.app.now(), self.app.here)

    def save(self, value: Value, *, confirm: bool = False) -> object:
        """Raises NotSaved; what was typed is a draft until this returns."""
        return answer_question(self.app.book, self.child, self.record_id, self.path, value, confirm=confirm)

    def choose(self, value: Value) -> None:
        """A tap that is an answer: it takes the place of what is half typed."""
        if self.app.attempt(lambda: self.save(value)):
            self.app.drafts.drop(self.key)
            self.state.writing.discard(self.key)

    def not_known(self) -> None:
        """A tap on Not known: an answer of its own."""
        self.choose(NOT_KNOWN)

    # --- beside it ---------------------------------------------------------------
    @property
    def typing(self) -> bool:
        """The box has the carer's attention: nothing is put right under their hands."""
        return self.app.drafts.typing(self.key)

    @property
    def spoken(self) -> TypedAnswer | None:
        """How the words of a day or a time are read: those in the box; else those that were kept as words, as
        they were meant when they were written. None where there are none."""
        if not is_spoken(self.field):
            return None
        if self.app.drafts.has(self.key):
            return self.read(self.app.drafts.get(self.key))
        answer = self.answer
        if answer is None or not isinstance(answer.value, str) or is_not_known(answer.value):
            return None
        if self.kind.check(answer.value, self.field, today=self.app.now().date()) not in UNCLEAR:
            return None
        return read_answer(self.field, answer.value, None, moment(answer), self.app.here)

    @property
    def problem(self) -> str:
        """What to check. What could not be read has changed nothing, and stands in the box."""
        if self.typing:
            return ""
        if self.app.drafts.has(self.key) and (kept := self._why_kept(self.app.drafts.get(self.key))):
            return kept
        if self.answer is None:
            return ""
        now, stands = self.app.now(), kept_moment(self.value)
        if stands and stands > now and self.field.expects == "past":
            return DATE_TIME_FUTURE
        if (spoken := self.spoken) and spoken.problem:
            return spoken.problem
        if found := self.kind.check(self.value, self.field, today=now.date()):
            return found
        return self.asking.warns(self.field, self.path, self.value) if self.field.constraint else ""

    @property
    def stale(self) -> bool:
        """Older than the form allows this answer to be."""
        answer, days = self.answer, self.field.stale_after_days
        if answer is None or days is None or is_not_known(answer.value):
            return False
        return (self.app.now() - datetime.fromisoformat(answer.written_at)).days > days

    @property
    def first(self) -> Answer | None:
        """When this answer was first given; `answer` is when somebody last looked and left it as it is."""
        found = self.answer
        for event in reversed(self.record.history(self.path)):
            if found is None or event.value != found.value:
                break
            found = Answer(event.value, event.written_at, event.author)
        return found

    @property
    def saved(self) -> str:
        """Proof with a time, an age, and a name when somebody else wrote it."""
        answer, first, now = self.answer, self.first, self.app.now()
        if answer is None or first is None or self.app.drafts.has(self.key):
            return ""
        book = self.app.book
        by = f" by {book.name_of(first.author)}" if first.author != book.person.author else ""
        words = self.app.saved.of(moment(answer), f"Saved {written(first, now)}{by}")
        if self.stale:
            return f"{words}. {old_words(moment(answer), now)}. Check it"
        if words.startswith("Saved") and written(first, now) != written(answer, now):
            return f"{words}. Checked {age_words(moment(answer), now)}"
        return words

    @property
    def saved_status(self) -> str:
        """Green on the day it was written, grey with its age after, amber when it is too old."""
        if self.stale:
            return "old"
        answer, now = self.answer, self.app.now()
        today = answer and uk(moment(answer)).date() == uk(now).date()
        sign = "done" if today else "saved"
        return self.app.saved.status(moment(answer), sign) if answer else sign


def moment(answer: Answer) -> datetime:
    """When the answer was written; aware."""
    return datetime.fromisoformat(answer.written_at)


def written(answer: Answer, now: datetime) -> str:
    """'18:02' today, '2 Sept' this year, '2 Sept 2025' before."""
    then = uk(moment(answer))
    if then.date() == uk(now).date():
        return clock(then, now)
    day = f"{then.day}\u00a0{MONTHS[then.month - 1]}"
    return day if then.year == now.year else f"{day}\u00a0{then.year}"
