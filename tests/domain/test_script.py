"""The call script: the questions in order, with what is known."""

from __future__ import annotations

import pytest

from carerapp.domain.script import NOT_KNOWN, ScriptAnswer, call_script, opening
from tests.support.paper.build import Log, missing, opened, whole

NOT_SAID = "Have they been missing before?"  # this child's form says nothing of it


def script(log: Log) -> dict[str, ScriptAnswer]:
    """Each question and what to say."""
    return {a.ask: a for a in call_script(log.child(), log.episode(), log.now)}


def test_the_questions_are_the_packs_in_its_order() -> None:
    """Not one more, not one less, each with the paragraph it rests on."""
    log = whole()
    lines = log.protocol.script
    assert [(a.ask, a.source) for a in script(log).values()] == [(line.ask, line.source) for line in lines]


def test_known_answers_come_from_the_form_and_the_checks() -> None:
    """What was prepared on a calm day and what was ticked tonight."""
    found = script(whole())
    assert found["Who is missing?"].answer.splitlines() == [
        "Example Child",
        "Known as (alias names): Ex, Exie",
        "14 years old",
        "Date of birth: 3 May 2012",
        "Police Compact PID (Person Identification number): INVENTED-PID-1",
    ]
    assert "Ring Example's phone: done. No answer" in found["What have you done to find them?"].answer
    assert "I have a photo for the officer." in found["Do you have a photo?"].answer
    assert "min ago" in found["When were they last seen, and where?"].answer
    assert all(
        a.known
        for ask, a in found.items()
        if ask not in ("Who were they with?", "How did they seem? What did they say?", NOT_SAID)
        and not ask.startswith("Are they on remand?")  # nobody wrote of a court's rules
    )


def test_blanks_and_not_known_say_what_to_say() -> None:
    """An answer "not known" is not read out as one."""
    log = missing(opened())
    log.answer("episode", "last_seen_with", {"special": "not_known"})
    answer = script(log)["Who were they with?"]
    assert (answer.answer, answer.known) == (NOT_KNOWN, False)
    assert NOT_KNOWN == "Not known. Say “I don't know”."


def test_secret_answers_are_not_in_the_script() -> None:
    """The script may be read out where others hear it."""
    text = "\n".join(a.answer for a in script(whole()).values())
    for secret in ("purple kettle", "00-00-00", "000000000"):
        assert secret not in text


@pytest.mark.parametrize(
    ("setting", "first"),
    [
        ("foster", "I am a foster carer. A child in my care is missing. I want to report it."),
        ("residential", "I work in a children's home. A child in our care is missing. I want to report it."),
        ("home", "A child who lives with me is missing. I want to report it."),
    ],
)
def test_the_first_sentence_says_who_rings(setting: str, first: str) -> None:
    """By setting, in words that can be read out."""
    assert opening(opened(setting=setting).child()) == first


def test_a_row_is_read_out_with_the_cells_that_are_known() -> None:
    """A blank cell and one that is not known leave no words and no comma; an empty row leaves no line."""
    log = missing(opened())
    log.row("people", "r1", {"name": "Sam Example", "relationship": {"special": "not_known"}, "phone": "1"})
    log.row("people", "r2", {"name": "", "phone": {"special": "not_known"}})
    log.row("people", "r3", {"name": "Alex Example", "relationship": "  "})
    known = [a.answer for a in script(log).values() if "Sam Example" in a.answer]
    assert known
    for words in known:
        assert [line for line in words.splitlines() if "Example" in line] == [
            "Sam Example, 1",
            "Alex Example",
        ]
