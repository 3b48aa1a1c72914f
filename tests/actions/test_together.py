"""Children who leave together: linked, and nothing of one in the other's log."""

from __future__ import annotations

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.casebook import Casebook
from carerapp.actions.mark_found import mark_found
from carerapp.actions.papers import Papers
from carerapp.actions.start_episode import start_episode
from carerapp.actions.together import left_together, linked, tick_for_all
from carerapp.actions.write_note import write_note
from carerapp.bootstrap import ASSETS
from carerapp.documents import Fonts
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import StepOutcome
from tests.support.paper.reading import pdftotext, words


@pytest.fixture
def both(book: Casebook) -> tuple[str, str]:
    return add_child(book, full_name="Ola Example"), add_child(book, full_name="Kim Sample")


def episode(book: Casebook, child: str) -> Episode:
    """The child's open one."""
    running = book.child(child).open_episode
    assert running is not None
    return running


def test_each_gets_an_episode_from_the_same_moment(book: Casebook, both: tuple[str, str]) -> None:
    """Linked both ways; a second time changes nothing."""
    ola, kim = both
    first = start_episode(book, ola)
    left_together(book, ola, first.id, [kim])
    left_together(book, ola, first.id, [kim])
    assert episode(book, kim).unknown_since == first.unknown_since
    assert [c.id for c, _ in linked(book, episode(book, ola))] == [kim]
    assert [c.id for c, _ in linked(book, episode(book, kim))] == [ola]
    assert len(book.child(kim).episodes) == 1


def test_a_shared_step_is_ticked_once_and_stands_in_each_log(book: Casebook, both: tuple[str, str]) -> None:
    """The outcome only: what was written about one child stays with that child."""
    ola, kim = both
    first = start_episode(book, ola)
    left_together(book, ola, first.id, [kim])
    tick_for_all(book, ola, first.id, "k3_search_rooms", StepOutcome.DONE, "Ola's bag is gone")
    tick_for_all(book, ola, first.id, "k6_call_child", StepOutcome.COULDNT)
    theirs = episode(book, kim)
    check = theirs.check("k3_search_rooms")
    assert check is not None
    assert (check.outcome, check.comments) == ("done", "")
    assert theirs.check("k6_call_child") is None
    tick_for_all(book, kim, theirs.id, "k3_search_rooms", StepOutcome.COULDNT)
    own = episode(book, ola).check("k3_search_rooms")
    assert own is not None
    assert own.outcome == "done", "a step that one log has is not overwritten from another"


def test_one_who_is_back_gets_no_more_ticks(book: Casebook, both: tuple[str, str]) -> None:
    """A shared step is not ticked for a child who was found."""
    ola, kim = both
    first = start_episode(book, ola)
    left_together(book, ola, first.id, [kim])
    mark_found(book, kim, episode(book, kim).id)
    tick_for_all(book, ola, first.id, "k4_residents", StepOutcome.DONE)
    assert book.child(kim).episodes[-1].check("k4_residents") is None


def test_nothing_of_one_child_is_in_the_others_papers(book: Casebook, both: tuple[str, str]) -> None:
    """Neither the officer's copy nor the log names the other."""
    ola, kim = both
    first = start_episode(book, ola)
    left_together(book, ola, first.id, [kim])
    write_note(book, ola, first.id, "Ola said: to the fair")
    tick_for_all(book, ola, first.id, "k3_search_rooms", StepOutcome.DONE, "Ola's bag is gone")
    papers = Papers(book, Fonts.in_folder(ASSETS / "fonts"))
    theirs = episode(book, kim).id
    for made in (papers.officers_copy(kim, theirs, withheld={}), papers.chronology(kim, theirs)):
        text = words(pdftotext(made.pdf))
        assert "Kim Sample" in text
        assert "Ola" not in text
        assert "fair" not in text
