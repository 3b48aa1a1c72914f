"""A child whom one council placed in the area of another."""

from __future__ import annotations

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.casebook import Casebook
from carerapp.actions.mark_found import mark_found
from carerapp.actions.report import report
from carerapp.actions.start_episode import start_episode
from carerapp.domain.belonging import ELSEWHERE, NOT_SURE
from carerapp.domain.due_for import absence_of, duties_for
from tests.support.clock import ToldClock


@pytest.mark.parametrize(
    ("here", "placing", "placed_here", "sources"),
    [
        ("portsmouth", "liverpool", True, {"Portsmouth", "Liverpool"}),
        ("portsmouth", "staffordshire_stoke", True, {"Portsmouth", "Staffordshire and Stoke-on-Trent"}),
        ("liverpool", "hertfordshire", True, {"Liverpool", "Hertfordshire"}),
        ("liverpool", ELSEWHERE, True, {"Liverpool"}),
        ("liverpool", NOT_SURE, None, {"Liverpool"}),
        ("liverpool", "", False, {"Liverpool"}),
    ],
)
def test_both_authorities_rules_stand_with_their_own_source(
    book: Casebook, here: str, placing: str, placed_here: bool | None, sources: set[str]
) -> None:
    """Unless the placing authority says that the host's hold; no text of one under the other's name."""
    child = add_child(book, full_name="Ola Example", protocol_id=here, placing=placing)
    episode = start_episode(book, child)
    report(book, child, episode.id)
    mark_found(book, child, episode.id)
    file = book.child(child)
    due = duties_for(file, file.episodes[-1], book.now())
    assert {d.authority for d in due} == sources
    assert absence_of(file, file.episodes[-1]).placed_here is placed_here


def test_the_stricter_of_two_comes_first(book: Casebook, clock: ToldClock) -> None:
    """Liverpool's six hours before Portsmouth's forty-eight."""
    child = add_child(book, full_name="Ola Example", protocol_id="portsmouth", placing="liverpool")
    episode = start_episode(book, child)
    clock.forward(hours=1)
    rules = [d.rule for d in duties_for(book.child(child), episode, book.now()) if d.due]
    assert rules.index("LIV-T1") < rules.index("POR-T1")


def test_the_placing_council_can_be_told_later(book: Casebook) -> None:
    """The answer on the child's own screen counts at once."""
    child = add_child(book, full_name="Ola Example", protocol_id="portsmouth")
    profile = book.child(child).profile.id
    answer_question(book, child, profile, "placing", "liverpool")
    assert book.child(child).placing is not None
    answer_question(book, child, profile, "placing", "")
    assert book.child(child).placing is None
