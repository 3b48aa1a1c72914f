"""What can come of a step, a call, a telling …: the keys that are stored and, beside each, its words.

A question of a form has its choices in the form's TOML. What stands here is the app's own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from forms.engine.kinds.yes_no_comments import OUTCOMES


class Outcome(StrEnum):
    """A stored key with its words on a screen and in the log."""

    on_screen: str
    in_log: str

    def __new__(cls, key: str, on_screen: str = "", in_log: str = "") -> Self:
        member = str.__new__(cls, key)
        member._value_ = key
        member.on_screen, member.in_log = on_screen, in_log
        return member

    @classmethod
    def read(cls, value: object) -> Self | None:
        """The member that was stored; None for what this version does not know."""
        return next((member for member in cls if member == value), None)


def _ticked(key: str) -> tuple[str, str, str]:
    """A row of actions prints the same words on paper; screens have the curly apostrophe."""
    label = OUTCOMES[key]
    return key, label.replace("'", "’"), label.lower()


class StepOutcome(Outcome):
    """What became of a step of a checklist."""

    DONE = _ticked("done")
    COULDNT = _ticked("couldnt")
    DOESNT_APPLY = _ticked("doesnt_apply")


def with_outcomes(hint: str) -> str:
    """A protocol's hint, in which "{couldnt}" stands for the words of that button."""
    for outcome in StepOutcome:
        hint = hint.replace(f"{{{outcome.value}}}", OUTCOMES[outcome])
    return hint


class CallOutcome(Outcome):
    """What came of a call. One that was not made has a sentence of its own in the log."""

    NO_ANSWER = "no_answer", "No answer", "no answer."
    VOICEMAIL = "voicemail", "Voicemail", "voicemail."
    PHONE_OFF = "phone_off", "Phone off", "phone off."
    WRONG_NUMBER = "wrong_number", "Wrong number", "wrong number."
    NOT_SEEN = "not_seen", "Not seen", "spoke. Not seen."
    SEEN = "seen", "Seen", "seen."
    SPOKE = "spoke", "Spoke", "spoke."
    DIDNT_RING = "didnt_ring", "Not rung"

    @property
    def reached(self) -> bool:
        """Somebody answered."""
        return self in (CallOutcome.NOT_SEEN, CallOutcome.SEEN, CallOutcome.SPOKE)


class RungWhen(Outcome):
    """When somebody can be rung."""

    OFFICE = "office", "In office hours", "in office hours"
    OUT_OF_HOURS = "out_of_hours", "Out of office hours", "out of office hours"
    ALWAYS = "always", "At any time", "at any time"
    NOT_KNOWN = "not_known", "Not known"


class TellingOutcome(Outcome):
    """What came of telling somebody who must be told."""

    TOLD = "told", "Told", "Told {who}."
    NO_ANSWER = "no_answer", "No answer", "Tried to tell {who}: no answer."
    LEFT_MESSAGE = "left_message", "Left a message", "Left a message for {who}."


class SafeWord(Outcome):
    """Whether the child gave the safe word on the phone."""

    GIVEN = "given", "Right", "Safe word given."
    NOT_GIVEN = "not_given", "Wrong", "Safe word wrong, or not given."
    NOT_ASKED = "not_asked", "I didn’t ask", "Safe word not asked for."


class DangerAnswer(Outcome):
    """Is there danger now? Not sure counts as yes."""

    NO = "no", "No: start looking", "No."
    YES_OR_UNSURE = "yes_or_unsure", "Yes or not sure: call 999", "Yes, or not sure."


class ReportDecision(Outcome):
    """The carer's decision whether to report."""

    REPORT = "report", "You decided: report", "to report to the police now"
    NOT_YET = "not_yet", "You decided: not yet", "not to report yet"


class ClosedBecause(Outcome):
    """Why an episode is over. In the log it reads as the form's own choice."""

    BACK = "back", "{name} is back"
    ELSEWHERE_SAFE = "elsewhere_safe", "{name} is safe somewhere else"
    FALSE_ALARM = "false_alarm", "A false alarm: {name} was never missing"


class Fact(Outcome):
    """What stands of an episode and can turn out not to be so: the words of its way back, and of the log."""

    REPORTED = "reported", "Not reported after all", "Not reported to the police after all."
    HANDED_OVER = "handed_over", "Not given after all", "The officer was not given the copy after all."
    REFUSED = "refused", "Not refused after all", "The officer did not refuse the copy after all."
    TOLD = "told", "Not told after all", "Not told after all."
    FOUND = "found", "Not back after all: take it back", "Not back after all."
    CLOSED = "closed", "Not over after all: open it again", "Not over after all."
    ACCEPTED = "accepted", "Not taken over after all", "The shift was not taken over after all."
    HANDED_ON = "handed_on", "Not handed on after all", "What was left was not handed on after all."
    ACKNOWLEDGED = "acknowledged", "Not seen after all", "Not seen by the duty desk after all."


class PaperKind(Outcome):
    """A document that can be made and kept; the words are those of a copy of it."""

    KEY_CONTACTS = "key_contacts", "Officer’s copy", "the officer's copy of the Key Contacts form"
    CALL_SCRIPT = "call_script", "Call script", "the call script"
    CHRONOLOGY = "chronology", "Log", "a copy of this log"
    SUPPLEMENT = "supplement", "What changed", "the list of what changed since the officer's copy"
    FORM = "form", "Copy", "a copy of a form"

    @property
    def file_name(self) -> str:
        """Of the file that a carer saves. No name of a child: anyone reads the name of a file."""
        ours = {PaperKind.CHRONOLOGY: "log", PaperKind.SUPPLEMENT: "changes"}
        return ours.get(self, self.value.replace("_", "-"))
