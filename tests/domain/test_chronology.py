"""The log in plain words: every event a line, corrections beside what they correct."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carerapp.domain.chronology import Line, chronology
from carerapp.domain.events import EventKind
from tests.support.paper.build import Log, copy_made, missing, name_of, opened, whole


def lines(log: Log) -> tuple[Line, ...]:
    """The chronology of a log."""
    return chronology(log.child(), log.episode(), name_of)


def last(log: Log) -> str:
    """The words of the newest event."""
    return next(line.words for line in lines(log) if line.event == log.events[-1].id)


def test_no_event_of_the_episode_is_lost() -> None:
    """One line for each event of the episode, in the order in which things happened."""
    log = whole()
    found = lines(log)
    assert sorted(line.event for line in found) == [e.id for e in log.events if e.record == "episode"]
    assert [line.happened for line in found] == sorted(line.happened for line in found)


def test_the_form_is_in_the_log_only_while_the_episode_runs() -> None:
    """A changed number and a look at a secret are lines; the calm day's filling in is not."""
    log = whole()
    log.answer("form", "phones", "07700 900999")
    log.note("form", "looked", {"field": "safe_word"})
    log.answer("episode", "closed_reason", "back")
    log.answer("form", "height", "1.62 m")
    words = [line.words for line in lines(log)]
    assert "Telephone number/s: 07700 900999; was: 07700 900123." in words
    assert (
        "Looked at the hidden answer to “Memorable ‘phrase’ or ‘safe word’ to be used when checking the "
        "well-being of the child or young person by phone”." in words
    )
    assert not any("1.6" in line for line in words)


def test_secret_answers_are_never_in_the_log() -> None:
    """Who changed it and when, not what it says; also in a correction."""
    log = whole()
    first = log.answer("form", "safe_word", "green spoon")
    log.correct(first, "red spoon", "Misheard")
    text = "\n".join(line.words for line in lines(log))
    assert "Changed the hidden answer to “Their safe word”." in text
    for secret in ("purple kettle", "green spoon", "red spoon"):
        assert secret not in text


STEP = "k6_call_child"
CALL = {"who": "people1", "name": "Sam Example", "number": "07700 900456", "words": ""}


@pytest.mark.parametrize(
    ("topic", "value", "words"),
    [
        ("note", {"words": "Rang next door"}, "Rang next door"),
        ("dialled", CALL, "Tapped call: Sam Example (friend) 07700 900456."),
        ("call", {**CALL, "outcome": "no_answer"}, "Rang Sam Example (friend) 07700 900456: no answer."),
        ("call", {**CALL, "outcome": "not_seen"}, "Rang Sam Example (friend) 07700 900456: spoke. Not seen."),
        (
            "call",
            {**CALL, "outcome": "seen", "words": "At the park at 21:00"},
            "Rang Sam Example (friend) 07700 900456: seen. At the park at 21:00",
        ),
        ("call", {**CALL, "outcome": "didnt_ring"}, "Didn't ring Sam Example (friend) 07700 900456."),
        ("call", {"who": "child", "name": "Ex", "number": "1", "outcome": "spoke"}, "Rang Ex 1: spoke."),
        ("danger", {"answer": "no"}, "Is there danger now? No."),
        ("danger", {"answer": "yes_or_unsure"}, "Is there danger now? Yes, or not sure."),
        (
            "told",
            {"inform": "x", "who": "Out of hours service", "outcome": "told", "words": "To Jo"},
            "Told Out of hours service. To Jo",
        ),
        ("told", {"who": " ", "outcome": "told"}, "Told someone."),
        ("told", {"who": "Police", "outcome": "no_answer"}, "Tried to tell Police: no answer."),
        ("told", {"who": "Police", "outcome": "left_message"}, "Left a message for Police."),
        (
            "handed_over",
            {"copy": "e1", "officer": "PC Example", "collar": "0000"},
            "Gave the copy to PC Example, number 0000.",
        ),
        ("refused", {"officer": "", "collar": ""}, "An officer, name not known did not take the copy."),
        (
            "child_phoned",
            {"said": "Cold.", "where": "Bus station", "safe_word": "given"},
            "Example phoned. Said: Cold. Where: Bus station. Safe word given.",
        ),
        (
            "decided",
            {"decision": "report", "reason": "No answer", "rows": ["HER-D2"]},
            "Decided to report to the police now. Reason: No answer.",
        ),
        ("photo", {"photo": "abc"}, "Added a photo."),
        (
            "copy",
            {
                "document": "key_contacts",
                "sha256": "0",
                "as_of": "",
                "withheld": {"bank": "not needed"},
                "file": "f",
                "password": True,
            },
            "Made the officer's copy of the Key Contacts form. With a password. "
            "Left out: Name of bank and account details (not needed).",
        ),
        (
            "something_new",
            {"a": "one", "b": ["two", 3], "c": None},
            "Something new: one, two, 3 (written by a newer version of the app)",
        ),
        ("note", "bare words", "bare words"),
        ("call", "bare words", "Rang someone: bare words"),
    ],
)
def test_notes_in_plain_words(topic: str, value: Any, words: str) -> None:
    """What was written down is said the way a person says it, whatever its shape."""
    log = whole()
    log.note("episode", topic, value)
    assert last(log) == words


def test_answers_and_steps_in_plain_words() -> None:
    """The question in the app's words, the step in the checklist's, the value before where there was one."""
    log = missing(opened())
    log.answer("episode", "last_seen_place", "The park")
    assert last(log) == "Where were they last seen? The park"
    log.answer("episode", "last_seen_place", "The bus stop")
    assert last(log) == "Where were they last seen? The bus stop; was: The park."
    log.answer("form", "height", " ")
    assert last(log) == "Height: cleared"
    log.answer("episode", STEP, {"outcome": "done", "comments": "No answer"})
    assert last(log) == "Ring Example's phone: done. No answer"
    log.answer("episode", STEP, {"outcome": "couldnt", "comments": ""})
    assert last(log) == "Ring Example's phone: couldn't; was: done. No answer."
    log.row("people", "r1", {"name": "Sam Example", "phone": "1"})
    assert last(log) == "Sam Example, Phone number: 1"
    log.write("form", EventKind.REMOVE_ROW, "people", "r1", reason="Moved away")
    assert last(log) == "Took Sam Example off “Friends, relatives and others they see”, because: Moved away."


def test_a_correction_stands_beside_what_it_corrects() -> None:
    """Both lines stay, each names the other, and the reason is said."""
    log = missing(opened())
    wrong = log.note("episode", "note", {"words": "Seen at 21:00"})
    right = log.correct(wrong, {"words": "Seen at 21:30"}, "Wrong time")
    found = {line.event: line for line in lines(log)}
    assert found[wrong.id].words == "Seen at 21:00"
    assert found[wrong.id].corrected_by == right.id
    assert found[right.id].corrects == (wrong.id,)
    assert found[right.id].words == "Corrected: Seen at 21:30; was: Seen at 21:00, because: Wrong time."


def test_an_undone_step_says_so() -> None:
    """Back to "not yet", with what it was."""
    log = missing(opened())
    done = log.answer("episode", STEP, {"outcome": "done", "comments": ""})
    log.correct(done, None, "Tapped by mistake")
    step = "Ring Example's phone"
    assert last(log) == f"Corrected: {step}: not yet; was: {step}: done, because: Tapped by mistake."


def test_a_second_answer_replaces_the_first_without_hiding_it() -> None:
    """Not a correction: the first line stays and knows what came after."""
    log = missing(opened())
    first = log.answer("episode", "last_seen_place", "The park")
    second = log.answer("episode", "last_seen_place", "The bus stop")
    found = {line.event: line for line in lines(log)}
    assert found[first.id].replaced_by == second.id
    assert found[first.id].corrected_by == ""


@pytest.mark.parametrize(("minutes", "late"), [(0, False), (5, False), (6, True), (60 * 30, True)])
def test_what_was_written_late_says_when(minutes: int, late: bool) -> None:
    """Five minutes are grace; after that the line says when it was written."""
    log = missing(opened())
    happened = log.now
    log.now += timedelta(minutes=minutes)
    written = log.now
    log.note("episode", "note", {"words": "x"}, happened=happened)
    line = next(line for line in lines(log) if line.event == log.events[-1].id)
    assert (line.late, line.happened) == (late, happened)
    day = "" if written.date() == happened.date() else f"{written:%d/%m/%Y} "
    assert line.written_words == (f"written {day}{written:%H:%M}" if late else "")


def test_every_author_is_named() -> None:
    """Two people's lines say which is whose."""
    log = missing(opened())
    log.author = "other"
    log.note("episode", "note", {"words": "x"})
    assert {line.author for line in lines(log)} == {"A. Carer (invented)", "B. Carer (invented)"}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("abc xyz.", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["words", "who", "outcome", "comments", "withheld", "officer", "said", "photo"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=6,
)
NOTES = ["note", "call", "told", "copy", "looked", "refused"]
FIELDS = [*NOTES, STEP, "last_seen_at", "photo", "closed_reason", "odd"]
EVENTS = st.tuples(st.sampled_from(list(EventKind)), st.sampled_from(FIELDS), VALUES, st.integers(0, 6))


@settings(max_examples=300, deadline=None)
@given(st.lists(EVENTS, max_size=9))
def test_whatever_is_in_the_log_every_event_is_a_readable_line(
    events: list[tuple[EventKind, str, Any, int]],
) -> None:
    """Broken, odd or new values: nothing is dropped, nothing shows braces or code."""
    log = missing(opened())
    for kind, field, value, back in events:
        old = [log.events[-back].id] if back and kind is EventKind.CORRECT else []
        path = f"note:{field}" if kind is EventKind.CORRECT and field in NOTES else field
        log.write("episode", kind, path, value, supersedes=old, form=log.protocol.episode.ref)
    found = lines(log)
    assert {line.event for line in found} >= {e.id for e in log.events if e.record == "episode"}
    for line in found:
        assert line.words.strip()
        assert not set(line.words) & set('{}[]"')
        assert "None" not in line.words


def test_the_copy_made_stands_in_the_log() -> None:
    """A frozen copy is a line like any other, without its fingerprint."""
    log = whole()
    copy_made(log)
    assert last(log) == "Made the officer's copy of the Key Contacts form."


def test_only_a_photo_that_was_added_to_the_episode_stands_beside_its_line() -> None:
    """Not what a note calls so, and not a photo of another record."""
    log = missing(opened())
    added = log.write("episode", EventKind.ATTACH, "photo", {"photo": "sealed"})
    log.note("episode", "photo", {"photo": "a note's"})
    log.write("form", EventKind.ATTACH, "photo", {"photo": "the form's"})
    assert [(line.event, line.photo) for line in lines(log) if line.photo] == [(added.id, "sealed")]
