"""The call script, the log and the supplement, read back from paper."""

from __future__ import annotations

import re
import subprocess

from carerapp.documents import Document, call_script_sheet, chronology_sheet, render, supplement
from carerapp.documents.blocks import Block, Entry, Labelled, YesNoRow, YesNoRows
from carerapp.documents.sheets import TO_WRITE
from carerapp.domain.acts import acts
from carerapp.domain.chronology import chronology
from carerapp.domain.events import Event, EventKind
from tests.support.paper.build import (
    FONTS,
    PHOTO,
    Log,
    copy_made,
    document,
    fill_form,
    jpeg,
    labelled,
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
    """Nothing is left open: not known is an answer. Each has room for a pen under it, and so has what is
    written down in the call."""
    made = script(missing(opened()))
    assert "Who were they with? Not known. Say “I don't know”." in read(made)
    assert "left blank" not in read(made)
    unknown = [block for block in made.blocks if isinstance(block, Labelled) and TO_WRITE in block.answers]
    assert {"Who were they with?", "Reference number:"} <= {block.label for block in unknown}


def test_a_line_to_write_on_is_as_high_as_a_hand_writes() -> None:
    """Seven millimetres between what stands above it and what comes next."""
    blank, after = Labelled("First:", (TO_WRITE,)), labelled("y", "Next:")
    pdf = render(document(blank, after), FONTS)
    assert _top(pdf, "Next:") - _top(pdf, "First:") >= (7 + 4.5) * 72 / 25.4


def _top(pdf: bytes, word: str) -> float:
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    return float(re.findall(rf'yMin="([\d.]+)"[^>]*>{word}<', done.stdout.decode())[0])


def test_the_log_prints_every_line_with_its_author() -> None:
    """Every line of the chronology, in order, with who wrote it; late ones say when they were written."""
    log = whole()
    child, episode = log.child(), log.episode()
    made = chronology_sheet(child, episode, made_at=log.now, made_by="A. Carer (invented)", name_of=name_of)
    text = read(made, "-layout")
    lines = [act.line for act in acts(child, chronology(child, episode, name_of))]
    assert len(lines) > 20
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


def test_calls_and_the_police_are_set_apart_in_the_log() -> None:
    """What a reader looks for first: whom was rung, what the child said, and the police's reference."""
    log = whole()
    log.note("episode", "child_phoned", {"said": "Cold", "where": "Bus station", "safe_word": "given"})
    made = chronology_sheet(log.child(), log.episode(), made_at=log.now, made_by="A. Carer", name_of=name_of)
    marks = [(b.mark, b.words) for b in made.blocks if isinstance(b, Entry) and b.mark]
    assert [mark for mark, _ in marks] == ["Call", "Police", "Call"]
    assert "INVENTED-0000" in marks[1][1]
    assert "Operator 0000" in marks[1][1]


def test_a_page_is_never_left_with_one_row() -> None:
    """Of one to two hundred entries: the last page has several, or there is one page."""
    for many in range(20, 60):
        entries = [Entry(f"21:{n:02}", f"Entry {n}", "A. Carer") for n in range(many)]
        text = pdftotext(render(document(*entries), FONTS), "-layout").rstrip("\f").split("\f")
        assert len(text) == 1 or text[-1].count("Entry") >= 3, many
        assert sum(page.count("Entry") for page in text) == many


def test_a_tables_head_never_stands_alone_at_the_foot_of_a_page() -> None:
    """Wherever the table begins, its first row stands on the page of its head; its last row has company."""
    row = YesNoRow("Look in the house", "Yes", "Bedroom\nLoft\nShed\nCar")
    for before in range(15, 32):
        table = YesNoRows(("Action", "Yes", "No", "Comments"), (row,) * 4)
        blocks: list[Block] = [*(labelled(f"x{n}") for n in range(before)), table]
        pages = pdftotext(render(document(*blocks), FONTS), "-layout").rstrip("\f").split("\f")
        for page in pages:
            assert page.count("Action") <= page.count("Look in the house"), before
            assert page.count("Look in the house") != 1 or page is pages[0], before


def test_the_supplement_tells_what_was_heard_and_done_since() -> None:
    """Calls, sightings, what the child said and notes come first; nothing else of the log does."""
    log = whole()
    copy = copy_made(log)
    log.note("episode", "looked", {"field": "safe_word"})
    log.note("episode", "child_phoned", {"said": "Scared", "where": "Bus station", "safe_word": "not_given"})
    rung = {"who": "people1", "name": "Sam Example", "number": "07700 900456", "words": "", "dialled": ""}
    log.note("episode", "call", {**rung, "outcome": "seen", "words": "With two older boys"})
    wrong = log.note("episode", "note", {"words": "A blue van"})
    log.correct(wrong, {"words": "A white van"}, "Misread")
    log.answer("form", "phones", "07700 900999")
    text = read(added(log, copy), "-layout")
    wanted = [
        "In the log since that copy",
        "Example phoned. Said: Scared. Where: Bus station. Safe word wrong, or not given.",
        "Rang Sam Example (friend) 07700 900456: seen. With two older boys",
        "A blue van",
        "Corrected: A white van",
        "Now: 07700 900999",
    ]
    assert missing_in_order(text, wanted) == []
    assert "Nothing has changed" not in text
    assert "hidden answer" not in text
    assert "Rang the bell next door" not in text


def test_a_call_to_somebody_who_was_left_out_names_nobody() -> None:
    """That there was a call is news; to whom was kept back from the officer."""
    log = whole()
    copy = copy_made(log, {"people": "their wish"})
    rung = {"who": "people1", "name": "Sam Example", "number": "07700 900456", "words": "", "dialled": ""}
    log.note("episode", "call", {**rung, "outcome": "seen"})
    text = read(added(log, copy))
    assert "A call to somebody who is left out of the copy: their wish." in text
    assert "Sam" not in text
