"""The documents as the screens make them: frozen, named by hash, opened again, refused when not kept."""

from __future__ import annotations

import hashlib

import pytest

from carerapp.actions import pictures
from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.copy_out import copy_out
from carerapp.actions.papers import Papers, file_name
from carerapp.actions.start_episode import start_episode
from carerapp.bootstrap import ASSETS
from carerapp.documents import BadPassword, Fonts
from carerapp.domain.changes import changes_since
from carerapp.domain.topics.copy import Copy
from carerapp.vault import NotSaved, Vault
from tests.support.clock import ToldClock
from tests.support.paper.reading import pdftotext, words

FONTS = Fonts.in_folder(ASSETS / "fonts")


@pytest.fixture
def papers(book: Casebook) -> Papers:
    return Papers(book, FONTS)


@pytest.fixture
def episode(book: Casebook, child: str) -> str:
    return start_episode(book, child).id


def test_a_copy_is_frozen_with_its_hash_and_opens_again(
    book: Casebook, child: str, episode: str, papers: Papers
) -> None:
    """What was handed over can be shown again, byte for byte, after the form has changed."""
    made = papers.officers_copy(child, episode, withheld={})
    answer_question(book, child, book.child(child).key_contacts.id, "height", "170 cm")
    assert book.file(child, Copy.of(made.event).file) == made.pdf
    assert Copy.of(made.event).sha256 == hashlib.sha256(made.pdf).hexdigest()
    assert [e.id for e in book.child(child).episode(episode).copies()] == [made.event.id]


def test_what_is_left_out_says_by_whom_and_why(child: str, episode: str, papers: Papers) -> None:
    """The label stays; the answer does not; the log names the field and the reason."""
    made = papers.officers_copy(child, episode, withheld={"safe_word": "given by the social worker"})
    text = words(pdftotext(made.pdf))
    assert "withheld by A. Carer: given by the social worker" in text
    assert "purple elephant" not in text
    assert Copy.of(made.event).withheld == {"safe_word": "given by the social worker"}


def test_secrets_are_on_the_copy_unless_left_out(child: str, episode: str, papers: Papers) -> None:
    """The police need the safe word: leaving it out is the carer's choice, not the app's."""
    assert "purple elephant" in words(pdftotext(papers.officers_copy(child, episode, withheld={}).pdf))


def test_a_supplement_tells_what_changed_and_keeps_out_what_was_left_out(
    book: Casebook, child: str, episode: str, papers: Papers, clock: ToldClock
) -> None:
    """A changed safe word that the officer never had is named as changed, not printed."""
    copy = papers.officers_copy(child, episode, withheld={"safe_word": "private"}).event
    clock.forward(minutes=20)
    record = book.child(child).key_contacts.id
    answer_question(book, child, record, "height", "170 cm")
    answer_question(book, child, record, "safe_word", "green giraffe")
    text = words(pdftotext(papers.supplement(child, episode, copy).pdf))
    assert "170 cm" in text
    assert "168 cm (5 ft 6)" in text
    assert "giraffe" not in text
    assert "withheld by A. Carer: private" in text


def test_giving_the_copy_is_no_change_to_it(book: Casebook, child: str, episode: str, papers: Papers) -> None:
    """The officer's own name does not make the copy out of date."""
    copy = papers.officers_copy(child, episode, withheld={}).event
    answer_question(book, child, episode, "officer_name", "PC Example")
    assert changes_since(book.child(child), copy) == ()


def test_a_password_locks_every_paper(child: str, episode: str, papers: Papers) -> None:
    """It opens with the password and not without; the log says that there is one, not which."""
    made = papers.officers_copy(child, episode, withheld={}, password="correct horse")
    assert "Full name:" in pdftotext(made.pdf, "-upw", "correct horse")
    assert b"Example Child" not in made.pdf
    assert Copy.of(made.event).password is True
    assert "correct horse" not in str(made.event.to_json())
    for other in (
        papers.call_script(child, episode, "plum jam"),
        papers.chronology(child, episode, "plum jam"),
    ):
        assert pdftotext(other.pdf, "-upw", "plum jam")


def test_an_empty_password_makes_no_copy(book: Casebook, child: str, episode: str, papers: Papers) -> None:
    """Nothing is frozen that the carer did not mean."""
    with pytest.raises(BadPassword):
        papers.officers_copy(child, episode, withheld={}, password="")
    assert book.child(child).episode(episode).copies() == ()


def test_a_damaged_photo_does_not_stand_before_the_copy(
    book: Casebook, child: str, episode: str, papers: Papers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest of the form is what the officer needs now."""

    def broken(*_: object) -> bytes:
        raise OSError("damaged")

    monkeypatch.setattr(pictures, "photo", broken)
    assert "Full name: Example Child" in pdftotext(papers.officers_copy(child, episode, withheld={}).pdf)


def test_a_copy_that_could_not_be_kept_is_not_in_the_log(
    book: Casebook, child: str, episode: str, papers: Papers, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: the carer is told, and no hash stands for a file that is not there."""

    def full(*_: object) -> str:
        raise NotSaved("full")

    monkeypatch.setattr(vault, "save_attachment", full)
    with pytest.raises(NotSaved):
        papers.officers_copy(child, episode, withheld={})
    assert book.child(child).episode(episode).copies() == ()


def test_a_files_name_holds_no_name_of_a_child(child: str, episode: str, papers: Papers) -> None:
    """A download folder is read by everyone who uses the computer."""
    assert file_name(papers.chronology(child, episode).event).startswith("log-2026-11-20-2240-")


def test_two_copies_of_one_minute_are_two_files(
    book: Casebook, child: str, episode: str, papers: Papers
) -> None:
    """The later one does not take the place of the earlier one in a folder of downloads."""
    first = papers.chronology(child, episode)
    second = papers.chronology(child, episode)  # the first stands in it
    assert first.event.written.replace(second=0, microsecond=0) == second.event.written.replace(
        second=0, microsecond=0
    )
    assert file_name(first.event) != file_name(second.event)


@pytest.mark.parametrize("password", ["", " ", "x", "1234567", "       a"])
def test_a_password_that_is_guessed_at_once_makes_no_copy(
    book: Casebook, child: str, episode: str, papers: Papers, password: str
) -> None:
    """Eight letters are the least, for every paper."""
    for make in (papers.chronology, papers.call_script):
        with pytest.raises(BadPassword):
            make(child, episode, password)
    assert book.child(child).episode(episode).copies() == ()


def test_papers_of_two_children_of_one_name_say_whose_they_are(book: Casebook, papers: Papers) -> None:
    """On every page, and in the copy that is saved when the files themselves are gone."""
    year = book.now().year
    one, _ = (
        add_child(book, full_name="Sam Smith", date_of_birth=f"{year - years}-01-01") for years in (14, 16)
    )
    episode = start_episode(book, one).id
    copy = papers.officers_copy(one, episode, withheld={})
    made = (
        copy,
        papers.call_script(one, episode),
        papers.chronology(one, episode),
        papers.supplement(one, episode, copy.event),
    )
    for paper in made:
        pages = pdftotext(paper.pdf).split("\f")[:-1]
        for page in pages[1:] if paper is copy else pages:  # the form's first page asks when they were born
            assert "Sam Smith, 14" in words(page)
    assert "Sam Smith, 14, not seen since" in copy_out(book, {})
