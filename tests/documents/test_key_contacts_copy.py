"""The officer's copy, read back with poppler: the whole form, in order, with every answer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from carerapp.documents import Document, chronology_sheet, key_contacts_copy, render
from carerapp.domain.events import EventKind
from forms.engine.answers import is_not_known
from forms.engine.definition import Form
from forms.engine.kinds import KINDS
from tests.support.paper.build import (
    ANSWERS,
    FONTS,
    TABLES,
    Log,
    fill_form,
    jpeg,
    missing,
    name_of,
    opened,
    whole,
)
from tests.support.paper.labels import PAPER
from tests.support.paper.reading import missing_in_order, pages, pdftotext, words

NAMES = {
    "Polish": "Łukasz Wiśniewski-Żółć",
    "Arabic": "محمد عبد الرحمن",
    "Tigrinya": "ሚኪኤለ ተስፋይ",
    "Chinese": "王小明",
    "Vietnamese": "Nguyễn Thị Ánh Tuyết",
    "Hebrew": "יוסף כהן",
    "Urdu": "فاطمہ حسین",
    "Hindi": "राम कुमार",
    "mixed": "Fatima 王小明",
    "long": "Maximiliana Alexandrina Wilhelmina Theodora van der Example-Exampleton of Exampletown on Ex",
}
BOTH = pytest.mark.parametrize("how", [(), ("-layout",)], ids=["pdftotext", "pdftotext -layout"])


def copy(log: Log, *, withheld: dict[str, str] | None = None, photo: bytes | None = None) -> Document:
    """The copy of a log as text."""
    child = log.child()
    return key_contacts_copy(
        child,
        child.open_episode,
        made_at=log.now,
        made_by="A. Carer (invented)",
        name_of=name_of,
        withheld=withheld or {},
        photo=photo,
    )


def labels(form: Form) -> list[str]:
    """Every label of the form as the pack has it."""
    found = []
    for section in form.sections:
        if not section.closing:
            found += [section.label, section.note]
        actions = False
        group = ""
        for field in section.fields:
            if field.heading:
                found.append(field.heading)
            if field.kind == "yes_no_comments" and not actions:
                found += ["Action", "Yes", "No", "Comments"]
                actions = True
            if field.group not in ("", group):
                group = field.group
                found.append(group)
            if not field.part_of:
                found += [field.label, field.note] + [column.label for column in field.columns]
    return [label for label in [*form.notices, *found, *form.closing_notices] if label]


@BOTH
@pytest.mark.parametrize("log", [whole(), missing(opened())], ids=["filled", "blank"])
def test_every_label_of_the_pack_stands_in_order(how: tuple[str, ...], log: Log) -> None:
    """Filled or blank, no label of the form is lost, moved or broken."""
    text = words(pdftotext(render(copy(log), FONTS), *how))
    assert missing_in_order(text, labels(log.protocol.key_contacts)) == []


@BOTH
def test_every_label_typed_from_the_paper_stands_in_order(how: tuple[str, ...]) -> None:
    """The same against a list that does not come from the pack."""
    assert len(PAPER) > 80
    assert missing_in_order(words(pdftotext(render(copy(whole(), photo=jpeg()), FONTS), *how)), PAPER) == []


@BOTH
def test_every_answer_is_on_the_copy(how: tuple[str, ...]) -> None:
    """Every answer given can be read back, secret ones too."""
    log = whole()
    text = words(pdftotext(render(copy(log, photo=jpeg()), FONTS), *how))
    form = log.protocol.key_contacts
    said = [
        KINDS[form.field(n).kind].show(v, form.field(n)) for n, v in ANSWERS.items() if not is_not_known(v)
    ]
    for table, rows in TABLES.items():
        for row in rows:
            columns = [form.field(f"{table}.{name}") for name in row]
            said += [KINDS[c.kind].show(v, c) for c, v in zip(columns, row.values(), strict=True)]
    assert [s for s in said if words(s) not in text] == []
    for comments in ("Couldn't: Had already gone", "No answer", "Bedroom, loft, shed and car"):
        assert comments in text


def test_words_beside_a_step_leave_its_time_on_the_copy() -> None:
    """Ten minutes later somebody writes what they found: the form says when it was done, and by whom."""
    log = missing(opened())
    done = log.answer("episode", "k3_search_rooms", {"outcome": "done", "comments": ""})
    log.now += timedelta(minutes=10)
    log.author = "other"
    log.answer("episode", "k3_search_rooms", {"outcome": "done", "comments": "Nothing in the loft"})
    text = words(pdftotext(render(copy(log), FONTS), "-layout"))
    assert "Nothing in the loft" in text
    assert f"{done.happened:%H:%M on %d/%m/%Y}, A. Carer (invented)" in text
    made = chronology_sheet(log.child(), log.episode(), made_at=log.now, made_by="A", name_of=name_of)
    assert f"words added to the step of {done.happened:%H:%M}" in words(pdftotext(render(made, FONTS)))


def test_the_officer_who_would_not_take_it_is_not_on_the_next_ones_copy() -> None:
    """Neither as who refused, nor as the officer at the door, where the same name still stands."""
    log = missing(opened())
    for field, value in (
        ("officer_name", "PC Nottaken"),
        ("officer_number", "0077"),
        ("refusing_officer_name", "PC Nottaken"),
        ("refusing_officer_number", "0077"),
        ("police_reference", "REF 5"),
    ):
        log.answer("episode", field, value)
    log.note("episode", "refused", {"officer": "PC Nottaken", "collar": "0077"})
    text = words(pdftotext(render(copy(log), FONTS), "-layout"))
    assert "REF 5" in text
    assert "Nottaken" not in text
    assert "0077" not in text
    log.answer("episode", "officer_name", "PC Other")
    assert "PC Other" in words(pdftotext(render(copy(log), FONTS), "-layout"))


@BOTH
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_the_full_name_stands_alone_on_its_line(how: tuple[str, ...], name: str) -> None:
    """In any script, also a long one, also beside a photo."""
    text = pdftotext(render(copy(whole(name), photo=jpeg()), FONTS), *how)
    assert f"Full name: {name}" in [words(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_names_are_right_in_other_answers_and_tables(name: str) -> None:
    """A friend's name in another script can be read back from the table."""
    log = missing(opened())
    log.row("people", "r1", {"name": name, "relationship": "friend"})
    log.answer("form", "known_as", name)
    text = words(pdftotext(render(copy(log), FONTS), "-layout"))
    assert f"Known as (alias names): {name}" in text
    assert text.count(name) >= 2


def test_blank_and_not_known_say_so() -> None:
    """A blank is printed as "not known (left blank)", the answer "not known" as it is."""
    log = missing(opened())
    log.answer("form", "height", {"special": "not_known"})
    text = words(pdftotext(render(copy(log), FONTS), "-layout"))
    assert "Height: not known Build: not known (left blank)" in text
    assert "Not answered (left blank)" in text


def test_withheld_answers_say_who_and_why() -> None:
    """The label stays, the answer does not; the same for a table, an action and the photo."""
    log = whole()
    log.answer("form", "own_children", "yes")
    log.row("own_children_list", "c1", {"name": "Baby Example", "sex": "girl", "date_of_birth": "2026-01-02"})
    reasons = dict.fromkeys(("safe_word", "people", "k3_search_rooms", "photo", "own_children"), "not needed")
    pdf = render(copy(log, withheld=reasons, photo=jpeg()), FONTS)
    text = words(pdftotext(pdf, "-layout"))
    on_page_1 = len({"safe_word", "photo"})
    assert text.count("withheld by A. Carer (invented): not needed") == len(reasons) + on_page_1
    for gone in (
        "purple kettle",
        "Sam Example, ",
        "07700 900456",
        "Bedroom, loft",
        "Photo taken",
        "Baby Example",
    ):
        assert gone not in text
    assert b"DCTDecode" not in pdf
    assert missing_in_order(text, PAPER) == []


def test_what_belongs_to_a_question_is_printed_with_it() -> None:
    """Weeks, due date and the list of children stand under their questions."""
    log = missing(opened())
    log.answer("form", "pregnant", "yes")
    log.answer("form", "pregnant_weeks", "20")
    log.answer("form", "pregnant_due", "2027-03-05")
    log.answer("form", "own_children", "yes")
    log.row("own_children_list", "c1", {"name": "Baby Example", "sex": "girl", "date_of_birth": "2026-01-02"})
    text = words(pdftotext(render(copy(log), FONTS), "-layout"))
    question = "Is the young person pregnant? If so, how many weeks and what is the due birth date? :"
    assert f"{question} Yes How many weeks? 20 When is the baby due? 5 March 2027" in text
    assert re.search(r"Name Sex Date of birth Baby Example girl 2 January 2026", text)


def test_two_answers_written_at_once_are_both_printed() -> None:
    """Each with who wrote it and when; the officer can ask."""
    log = missing(opened())
    first = log.answer("form", "phones", "07700 900123").written
    log.author, log.device = "other", "dev2"
    second = log.write("form", EventKind.ANSWER, "phones", "07700 900999").written
    text = words(pdftotext(render(copy(log), FONTS), "-layout"))
    for number, at, who in (("07700 900999", second, "B. Carer"), ("07700 900123", first, "A. Carer")):
        by = f"Written 20 November 2026, {at:%H:%M} by {who} (invented)"
        assert f"{number} One of 2 answers. {by}" in text


def test_our_own_fields_stand_apart() -> None:
    """Last seen and the rest come after the form's last words, headed as not part of it."""
    text = words(pdftotext(render(copy(whole()), FONTS), "-layout", "-f", "2"))  # page 1 is all ours
    form, heading, ours = text.partition("Not part of the Hertfordshire form: what the carer wrote")
    assert heading
    assert form.endswith("INVENTED — training") or "mpu@herts.pnn.police.uk" in form
    assert "Grey hooded top, black jeans, white trainers" in ours
    assert "Who were they with? not known (left blank)" in ours
    assert "Grey hooded top, black jeans" not in form


def test_occurrences_are_printed_in_chronological_order() -> None:
    """Section 4: "record in chronological order". Added as they were remembered; what has no date that can be
    read stands last."""
    log = opened()
    for row, day, what in (
        ("r1", "2026-10-30", "A new phone"),
        ("r2", "some day in spring", "A gold chain"),
        ("r3", "2026-02-01", "A strange car"),
        ("r4", "2026-10-04", "An older friend"),
    ):
        log.row("occurrences", row, {"date": day, "occurrence": what})
    text = words(pdftotext(render(copy(log), FONTS), "-layout"))
    assert missing_in_order(text, ["A strange car", "An older friend", "A new phone", "A gold chain"]) == []


def test_without_an_episode_section_5_is_blank() -> None:
    """On a calm day the form prints whole, with nothing of an episode."""
    log = fill_form(opened())
    text = words(pdftotext(render(copy(log), FONTS), "-layout"))
    assert missing_in_order(text, PAPER) == []
    assert "Not part of" not in text


def test_each_page_says_which_it_is_and_who_made_it() -> None:
    """Page n of m, when and by whom, and for a training child that it is invented."""
    log = whole()
    pdf = render(copy(log), FONTS)
    text = pdftotext(pdf, "-layout")
    total = pages(pdf)
    assert total > 1
    for number, page in enumerate(text.split("\f")[:total], start=1):
        assert f"Page {number} of {total}" in page
        assert f"Copy made at {log.now:%H:%M} on 20 November 2026 by A. Carer (invented)" in page
        assert "INVENTED — training" in page


def test_a_real_child_is_not_marked_as_invented() -> None:
    """The mark is on training children only."""
    log = missing(fill_form(opened(invented=False)))
    assert "INVENTED — training" not in pdftotext(render(copy(log), FONTS))


def test_a_moment_kept_in_utc_prints_as_the_clock_on_the_wall() -> None:
    """22:10 on a summer evening does not print as 21:10."""
    log = missing(opened())
    log.answer("episode", "completed_at_5", "2026-07-01T21:10:00+00:00")
    log.answer("form", "completed_at_1_4", "2026-07-01T18:02:00+01:00")
    text = words(pdftotext(render(copy(log), FONTS), "-layout"))
    assert "Date and time form completed: 1 July 2026, 18:02" in text
    assert "Date and time form completed: 1 July 2026, 22:10" in text
