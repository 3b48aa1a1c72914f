"""The app's own words for what can come of a thing: one home, and the words that carers know."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest

from carerapp.domain import outcomes
from carerapp.domain.outcomes import (
    CallOutcome,
    ClosedBecause,
    DangerAnswer,
    Fact,
    PaperKind,
    ReportDecision,
    RungWhen,
    SafeWord,
    StepOutcome,
    TellingOutcome,
    with_outcomes,
)
from carerapp.domain.police import EMERGENCY, NON_EMERGENCY
from carerapp.domain.setting_words import SETTING_WORDS
from forms.packaged import available, load_protocol
from forms.protocol import SETTINGS

ROOT = Path(__file__).parents[2]
#: key, words on screens, words in the log: literally, since records and printed logs hold them
WORDS: dict[type[StrEnum], list[tuple[str, str, str]]] = {
    StepOutcome: [
        ("done", "Done", "done"),
        ("couldnt", "Couldn’t", "couldn't"),
        ("doesnt_apply", "Doesn’t apply", "doesn't apply"),
    ],
    CallOutcome: [
        ("no_answer", "No answer", "no answer."),
        ("voicemail", "Voicemail", "voicemail."),
        ("phone_off", "Phone off", "phone off."),
        ("wrong_number", "Wrong number", "wrong number."),
        ("not_seen", "Not seen", "spoke. Not seen."),
        ("seen", "Seen", "seen."),
        ("spoke", "Spoke", "spoke."),
        ("didnt_ring", "Not rung", ""),
    ],
    RungWhen: [
        ("office", "In office hours", "in office hours"),
        ("out_of_hours", "Out of office hours", "out of office hours"),
        ("always", "At any time", "at any time"),
        ("not_known", "Not known", ""),
    ],
    TellingOutcome: [
        ("told", "Told", "Told {who}."),
        ("no_answer", "No answer", "Tried to tell {who}: no answer."),
        ("left_message", "Left a message", "Left a message for {who}."),
    ],
    SafeWord: [
        ("given", "Right", "Safe word given."),
        ("not_given", "Wrong", "Safe word wrong, or not given."),
        ("not_asked", "I didn’t ask", "Safe word not asked for."),
    ],
    DangerAnswer: [
        ("no", "No: start looking", "No."),
        ("yes_or_unsure", "Yes or not sure: call 999", "Yes, or not sure."),
    ],
    ReportDecision: [
        ("report", "You decided: report", "to report to the police now"),
        ("not_yet", "You decided: not yet", "not to report yet"),
    ],
    ClosedBecause: [
        ("back", "{name} is back", ""),
        ("elsewhere_safe", "{name} is safe somewhere else", ""),
        ("false_alarm", "A false alarm: {name} was never missing", ""),
    ],
    Fact: [
        ("reported", "Not reported after all", "Not reported to the police after all."),
        ("handed_over", "Not given after all", "The officer was not given the copy after all."),
        ("refused", "Not refused after all", "The officer did not refuse the copy after all."),
        ("told", "Not told after all", "Not told after all."),
        ("found", "Not back after all: take it back", "Not back after all."),
        ("closed", "Not over after all: open it again", "Not over after all."),
        ("accepted", "Not taken over after all", "The shift was not taken over after all."),
        ("handed_on", "Not handed on after all", "What was left was not handed on after all."),
        ("acknowledged", "Not seen after all", "Not seen by the duty desk after all."),
    ],
    PaperKind: [
        ("key_contacts", "Officer’s copy", "the officer's copy of the Key Contacts form"),
        ("call_script", "Call script", "the call script"),
        ("chronology", "Log", "a copy of this log"),
        ("supplement", "What changed", "the list of what changed since the officer's copy"),
        ("form", "Copy", "a copy of a form"),
    ],
}


@pytest.mark.parametrize("kind", WORDS)
def test_the_keys_and_words_of_each(kind: type[outcomes.Outcome]) -> None:
    """A key is in logs for good; a word is changed in one line of the app, and in this one."""
    assert [(one.value, one.on_screen, one.in_log) for one in kind] == WORDS[kind]
    assert [kind.read(one.value) for one in kind] == list(kind)
    assert kind.read("of a later version") is None
    assert kind.read({"no": "text"}) is None


def test_every_outcome_is_in_the_table_above() -> None:
    """A new one adds its words there."""
    assert set(outcomes.Outcome.__subclasses__()) == set(WORDS)


def test_saved_copies_are_named_as_before() -> None:
    """No child's name in them; each kind of paper has its own."""
    names = ["key-contacts", "call-script", "log", "changes", "form"]
    assert [paper.file_name for paper in PaperKind] == names


def test_the_words_of_a_step_stand_in_one_file() -> None:
    """The wording of a button is changed once: no screen, paper or protocol repeats it."""
    said = re.compile(r"couldn['’]t\b|\bdoesn['’]t apply\b", re.IGNORECASE)
    files = [file for top in ("carerapp", "forms") for file in (ROOT / top).rglob("*.*")]
    homes = [
        file for file in files if file.suffix in (".py", ".toml") and said.search(file.read_text("utf-8"))
    ]
    assert [home.relative_to(ROOT).as_posix() for home in homes] == ["forms/engine/kinds/yes_no_comments.py"]


def test_the_hints_of_protocols_name_the_buttons_as_they_are() -> None:
    """A hint holds the name of the child and of the buttons, and nothing else that would show as braces."""
    hints = [step.hint for one in available() for step in load_protocol(one.id).checklist]
    assert (
        with_outcomes("Tap {couldnt}. {name}? Tap {doesnt_apply}.")
        == "Tap Couldn't. {name}? Tap Doesn't apply."
    )
    shown = [with_outcomes(hint) for hint in hints]
    assert sum("Tap Couldn't." in hint for hint in shown) == 2
    assert sum("Tap Doesn't apply." in hint for hint in shown) >= 5
    assert not [hint for hint in shown if re.search(r"[{}]", hint.replace("{name}", ""))]


def test_every_setting_has_its_words() -> None:
    """A setting without them would end the call script in an error."""
    assert set(SETTING_WORDS) == set(SETTINGS)
    assert all(words.lives and words.to_police for words in SETTING_WORDS.values())


def test_the_police_numbers() -> None:
    """Dialled as they are."""
    assert (EMERGENCY, NON_EMERGENCY) == ("999", "101")
