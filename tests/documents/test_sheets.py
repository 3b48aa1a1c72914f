"""The call script, the log and the supplement, read back from paper."""

from __future__ import annotations

from carerapp.documents import Document, call_script_sheet, chronology_sheet, render, supplement
from carerapp.domain.chronology import chronology
from carerapp.domain.events import Event, EventKind
from tests.support.paper.build import (
    FONTS,
    PHOTO,
    Log,
    copy_made,
    fill_form,
    jpeg,
    missing,
    name_of,
    opened,
    whole,
)
from tests.support.paper.reading import missing_in_order, pdftotext, words


def read(document: Document, *how: str) -> str:
    """A document as text."""
    return words(pdftotext(render(document, FONTS), *how))


def script(log: Log) -> Document:
    """The call script of a log."""
    return call_script_sheet(log.child(), log.episode(), made_at=log.now, made_by="A. Carer (invented)")


def added(log: Log, copy: Event, photo: bytes | None = None) -> Document:
    """The supplement to a copy."""
    return supplement(
        log.child(),
        log.episode(),
        copy,
        made_at=log.now,
        made_by="A. Carer (invented)",
        name_of=name_of,
        photo=photo,
    )


def test_the_script_asks_in_the_call_takers_order() -> None:
    """The opening sentence, every question of the pack in order, then what to write down."""
    log = whole()
    text = read(script(log))
    wanted = ["If there is danger now, call 999.", "“I am a foster carer. A child in my care is missing."]
    wanted += [line.ask for line in log.protocol.script]
    wanted += ["Time of the call:", "Reference number: INVENTED-0000", "Operator 0000 (invented)"]
    assert missing_in_order(text, wanted) == []
    assert "Scar on left knee" in text


def test_blanks_of_the_script_say_what_to_say() -> None:
    """Nothing is left open: not known is an answer."""
    assert "Who were they with? Not known. Say “I don't know”." in read(script(missing(opened())))


def test_the_log_prints_every_line_with_its_author() -> None:
    """Every line of the chronology, in order, with who wrote it; late ones say when they were written."""
    log = whole()
    child, episode = log.child(), log.episode()
    made = chronology_sheet(child, episode, made_at=log.now, made_by="A. Carer (invented)", name_of=name_of)
    text = read(made, "-layout")
    lines = chronology(child, episode, name_of)
    assert missing_in_order(text, [f"{line.happened:%H:%M} {line.words}" for line in lines]) == []
    assert text.count("A. Carer (invented)") >= len(lines)
    assert "Rang the bell next door A. Carer (invented) · written" in text


def test_a_corrected_line_stays_on_paper() -> None:
    """Both versions can be read, and the first says when it was corrected."""
    log = whole()
    made = chronology_sheet(
        log.child(), log.episode(), made_at=log.now, made_by="A. Carer (invented)", name_of=name_of
    )
    text = read(made, "-layout")
    assert "Neighbour saw Example at the bus stop about 21:00 A. Carer (invented) · corrected at" in text
    assert "Corrected: Neighbour saw Example at the bus stop about 21:30; was:" in text


def test_the_supplement_lists_what_changed_and_nothing_else() -> None:
    """Now and before, who and when; the rest is said not to have changed."""
    log = whole()
    copy = copy_made(log)
    log.note(
        "episode", "handed_over", {"copy": copy.id, "officer": "PC Example (invented)", "collar": "0000"}
    )
    log.answer("form", "phones", "07700 900999")
    log.answer("form", "people/people1/phone", "07700 900111")
    log.write("form", EventKind.REMOVE_ROW, "occurrences", "occurrences1", reason="Another child")
    text = read(added(log, copy), "-layout")
    assert "Given to: PC Example (invented) 0000" in text
    assert "Telephone number/s: Now: 07700 900999" in text
    assert "Before: 07700 900123" in text
    assert (
        "Details of relatives, friends and associates: Phone number (Sam Example) Now: 07700 900111" in text
    )
    assert "Now: blank" in text
    assert "Before: Date: 28 October 2026 Occurrence: Came home with a new phone" in text
    assert "Date of birth" not in text


def test_what_was_withheld_stays_withheld() -> None:
    """A change is told; what it says is not."""
    log = whole()
    copy = copy_made(log, {"safe_word": "not needed", "people": "their wish"})
    log.answer("form", "safe_word", "green spoon")
    log.answer("form", "people/people1/phone", "07700 900111")
    text = read(added(log, copy), "-layout")
    assert text.count("Changed, and withheld by A. Carer (invented):") == 2
    for hidden in ("green spoon", "purple kettle", "07700 900111", "Sam Example"):
        assert hidden not in text


def test_a_new_photo_is_in_the_supplement() -> None:
    """The officer gets the picture, not only the news of it."""
    log = whole()
    copy = copy_made(log)
    log.answer("form", "photo", {**PHOTO, "photo": "p2"})
    picture = jpeg()
    pdf = render(added(log, copy, picture), FONTS)
    assert picture in pdf
    assert "Please attach a recent photograph here." in pdftotext(pdf)


def test_nothing_changed_says_so() -> None:
    """An empty supplement is not an empty page."""
    log = fill_form(missing(opened()))
    copy = copy_made(log)
    assert "Nothing has changed since that copy." in read(added(log, copy))
