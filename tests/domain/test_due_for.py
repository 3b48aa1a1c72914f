"""The situation of an episode: each fact is read from where the carer answered it, and from nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from carerapp.domain.due_for import absence_of
from carerapp.domain.json_value import Json
from forms.engine.answers import NOT_KNOWN
from tests.support.paper.build import missing, opened


@pytest.mark.parametrize(
    ("record", "field", "fact"),
    [
        ("profile", "looked_after", "looked_after"),
        ("profile", "placed_out", "placed_out"),
        ("form", "asylum_seeker", "unaccompanied_asylum_seeker"),
        ("episode", "out_overnight", "out_overnight"),
    ],
)
@pytest.mark.parametrize(("answer", "read"), [("yes", True), ("no", False), (NOT_KNOWN, None), (None, None)])
def test_a_yes_or_no_is_the_carers_and_what_nobody_knows_stays_open(
    record: str, field: str, fact: str, answer: Json, read: bool | None
) -> None:
    """Not known, and not asked, are neither yes nor no."""
    log = missing(opened())
    if answer is not None:
        log.answer(record, field, answer)
    assert getattr(absence_of(log.child(), log.episode()), fact) is read


def test_the_answer_about_danger_and_who_was_told_are_facts() -> None:
    """The newest answer holds. A message that was left is not a person who was told."""
    log = missing(opened())
    assert "danger_answer" not in absence_of(log.child(), log.episode()).more
    for answer in ("yes_or_unsure", "no"):
        log.note("episode", "danger", {"answer": answer})
        assert absence_of(log.child(), log.episode()).more["danger_answer"] == answer
    for outcome, told in (("left_message", "no"), ("no_answer", "no"), ("told", "yes")):
        log.note("episode", "told", {"inform": "parents", "who": "Parents", "outcome": outcome})
        assert absence_of(log.child(), log.episode()).more["told:parents"] == told


def test_the_childs_phone_says_whether_they_can_be_contacted() -> None:
    """Nobody tried: not known. Tried in vain: no. They rang: yes, and a later try in vain changes nothing."""
    log = missing(opened())
    contactable: Callable[[], bool | None] = lambda: absence_of(log.child(), log.episode()).contactable
    tried: Json = {"who": "child", "name": "Ex", "number": "1", "outcome": "no_answer"}
    assert contactable() is None
    log.note("episode", "call", tried)
    assert contactable() is False
    log.note("episode", "child_phoned", {"said": "Cold."})
    log.note("episode", "call", tried)
    assert contactable() is True


def test_the_moments_of_an_episode_are_its_own() -> None:
    """When it began, was reported and ended, and when the return interview was held: four facts."""
    log = missing(opened())
    names = ("unknown_since", "reported_at", "found_at", "return_interview_at")
    moments = [log.now - timedelta(hours=4) + timedelta(hours=number) for number in range(4)]
    for name, moment in zip(names, moments, strict=True):
        log.answer("episode", name, moment.isoformat())
    found = absence_of(log.child(), log.episode())
    assert [found.unknown_since, found.reported_at, found.returned_at, found.return_interview_at] == moments
    assert found.back
