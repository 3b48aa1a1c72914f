"""The officer's first page, read back with poppler: in order, on one side, tagged, nothing too much."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from itertools import pairwise

import pytest

from carerapp.documents import Document, key_contacts_copy, render
from carerapp.domain.json_value import Json
from carerapp.domain.officers_page import LATER, Carer, officers_page
from tests.support.paper.build import (
    FONTS,
    Log,
    fill_form,
    jpeg,
    missing,
    name_of,
    opened,
    play_evening,
    whole,
)
from tests.support.paper.reading import missing_in_order, pdftotext, words

SIXTY = "Maximiliana Alexandrina Wilhelmina van der Example-Example E"
RISKS = "\n".join(
    f"Line {n}: met an older person in a silver car, part of the plate EX1" for n in range(1, 6)
)
NEXT_PAGE = "Key Contacts Form Hertfordshire."


def copy(log: Log, *, withheld: dict[str, str] | None = None, phone: str = "") -> Document:
    child = log.child()
    return key_contacts_copy(
        child,
        child.open_episode,
        made_at=log.now,
        made_by="A. Carer (invented)",
        name_of=name_of,
        withheld=withheld or {},
        photo=jpeg(),
        carer=Carer("A. Carer (invented)", "Foster carer", phone),
    )


def page_1(made: Document, *how: str) -> str:
    """Its words; and that the form begins on the page after it."""
    pdf = render(made, FONTS)
    assert NEXT_PAGE in words(pdftotext(pdf, "-f", "2", "-l", "2"))
    return words(pdftotext(pdf, "-l", "1", *how))


@pytest.mark.parametrize("how", [(), ("-layout",), ("-raw",)], ids=["plain", "layout", "raw"])
def test_the_page_is_read_in_the_order_of_an_officers_questions(how: tuple[str, ...]) -> None:
    """Each label with what stands beside it, from who they are to what has been done."""
    text = page_1(copy(whole(), phone="07700 900111"), *how)
    wanted = [
        "For the police officer",
        "Example Child",
        "Known as Ex, Exie",
        "Age 14 (born 3 May 2012)",
        "Not seen since",
        "Police reference INVENTED-0000 (reported",
        "Description Ethnic appearance: White British; Height: 1.60 m; Build: Slim",
        "Wearing tonight Grey hooded top, black jeans, white trainers",
        "Last seen 20 November 2026",
        "Where At home, front door",
        "With not known",
        "May be at Example Park; The shop on Mill Lane",
        "Phone 07700 900123",
        "Accounts Social networking accounts: Instagram: example.invented; Snapchat: ex_invented",
        "Risks Has been met by an older person in a silver car",
        "Health, medicine Asthma: blue inhaler",
        "Do not approach No contact with Uncle Example",
        "Safe word In this copy: SECTION 4 – Risks",
        "Carer A. Carer (invented), Foster carer",
        "Carer’s phone 07700 900111",
        "Home or service Example Fostering (invented); 01632 960003",
        "What has been done Done: Ring Example's phone; Look in the house and garden;",
        "Could not: Follow Example and keep them in sight (Had already gone)",
        "Rang: Sam Example",
        "Told: police",
    ]
    assert missing_in_order(text, wanted) == []


def test_five_lines_of_risks_and_a_name_of_sixty_letters_stay_one_page() -> None:
    """All five lines and the whole name are there, in letters of full size."""
    assert len(SIXTY) == 60
    log = whole(SIXTY)
    log.answer("form", "risks", RISKS)
    text = page_1(copy(log))
    assert SIXTY in text
    assert words(RISKS) in text
    assert "more in the form" not in text


def test_whatever_was_written_it_stays_one_page() -> None:
    """Two thousand letters in every answer: what does not fit is said to stand in the form."""
    log = missing(fill_form(opened("Name " * 400)))
    long: Json = "word " * 400
    for field in ("known_as", "height", "phones", "social_accounts", "risks", "medical", "contact_issues"):
        log.answer("form", field, long)
    for field in ("last_seen_place", "last_seen_clothing", "last_seen_with", "possible_places"):
        log.answer("episode", field, long)
    text = page_1(copy(log))
    assert "… (more in the form)" in text
    assert "Told: nobody is written down yet" in text


def test_what_nobody_knows_says_so_with_a_line_to_write_on() -> None:
    """A blank row is as high as a hand writes, and the rule in it begins after the words."""
    log = missing(opened())
    log.answer("form", "risks", {"special": "not_known"})
    made = copy(log)
    assert made.first
    unknown = [row.label for row in made.first.page.rows if row.state == "not_known"]
    assert "Wearing tonight" in unknown
    assert "Not seen since not known; noticed by" in page_1(made)
    assert "Risks" in unknown
    text = page_1(made)
    for label in unknown:
        assert f"{label} not known" in text
    tops = [float(y) for y in re.findall(r'yMin="([\d.]+)"[^>]*>not<', _boxes(made))]
    apart = sorted(b - a for a, b in pairwise(tops))
    assert apart[len(apart) // 2] >= 7 * 72 / 25.4


def _boxes(made: Document) -> str:
    return _run(["pdftotext", "-bbox", "-l", "1", "-", "-"], render(made, FONTS))


def _run(command: list[str], pdf: bytes) -> str:
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def test_the_safe_word_is_not_on_the_page() -> None:
    """It says where in the copy it stands, that it is kept back and why, or that there is none."""
    log = whole()
    assert "kettle" not in page_1(copy(log))
    text = page_1(copy(log, withheld={"safe_word": "the social worker gives it"}))
    assert "Safe word withheld by A. Carer (invented): the social worker gives it" in text
    log.answer("form", "safe_word", None)
    assert "Safe word not known" in page_1(copy(log))


def test_what_is_left_out_of_the_copy_is_left_out_of_the_page() -> None:
    """A photo, a step's words, the names of people that were rung."""
    log = whole()
    made = copy(log, withheld=dict.fromkeys(("photo", "people", "k1_follow", "risks"), "not needed"))
    pdf = render(made, FONTS)
    text = page_1(made)
    assert "Photo withheld by A. Carer (invented): not needed" in text
    assert b"DCTDecode" not in pdf
    for gone in ("Sam Example", "Had already gone", "silver car"):
        assert gone not in text


def test_notes_of_the_log_are_not_on_the_page() -> None:
    """Free words that nobody looked through for an officer. What the child said on the phone is news."""
    log = whole()
    log.note("episode", "child_phoned", {"said": "I am scared", "where": "Bus station", "safe_word": "given"})
    log.note("episode", "note", {"words": "Told me about Dad"})
    text = page_1(copy(log))
    assert re.search(r"Newest, \d\d:\d\d: Example phoned\. Said: I am scared\. Where: Bus station\.", text)
    assert "Told me about Dad" not in text


def test_the_copy_is_tagged_in_reading_order() -> None:
    """A screen reader is told what each piece is; heads and feet of pages are no part of it."""
    pdf = render(copy(whole()), FONTS)
    assert re.search(r"Tagged:\s+yes", _run(["pdfinfo", "-"], pdf))
    told = _run(["pdfinfo", "-struct-text", "-"], pdf)
    kinds = set(re.findall(r"^ +(H\d|P|Figure|Table|TR|TH|TD)\b", told, re.M))
    assert kinds == {"H1", "H2", "H3", "H4", "P", "Figure", "Table", "TR", "TH", "TD"}
    said = words(" ".join(re.findall(r'^ +"(.*)"$', told, re.M)))
    wanted = [
        "Example Child",
        "Age",
        "Risks",
        "What has been done",
        "Key Contacts Form",
        "SECTION 1: Personal",
    ]
    assert missing_in_order(said, [*wanted, "SECTION 5", "mpu@herts.pnn.police.uk", "Grey hooded top"]) == []
    assert "Page 1 of" not in said
    assert "Copy made at" not in said


def test_a_screen_reader_hears_only_the_answer_that_is_ticked() -> None:
    """Yes and No are both printed; the cross beside one of them is seen, never heard."""
    log = missing(opened())
    log.answer("episode", "k7_cctv", {"outcome": "done", "comments": "Left at 21:10"})
    told = _run(["pdfinfo", "-struct-text", "-"], render(copy(log), FONTS))
    action = words(told).partition("Staff to check CCTV")[2].partition("Staff/Carers to make contact")[0]
    assert '"Yes"' in action
    assert '"No"' not in action


def test_a_pack_from_before_there_was_such_a_page_sends_the_reader_to_the_form() -> None:
    """It names no questions; nothing is guessed from their labels."""
    log = play_evening(missing(fill_form(opened())))
    log.protocol = replace(log.protocol, officer=())
    child, episode = log.child(), log.episode()
    page = officers_page(child, episode, log.now, Carer("A. Carer"), {})
    by_label = {row.label: row.words for row in page.rows}
    assert by_label["Risks"] == by_label["Phone"] == LATER
    assert by_label["Age"] == "14 (born 3 May 2012)"
