"""How an episode began: what comes first, and what the police are told about since when."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.answer_question import answer_question
from carerapp.actions.begin_episode import say_how, say_since
from carerapp.actions.casebook import Casebook
from carerapp.actions.start_episode import start_episode
from carerapp.bootstrap import protocols
from carerapp.domain.applying import Applying
from carerapp.domain.beginning import since_words, time_to_be_in
from carerapp.domain.script import call_script
from forms.protocol.vocabulary import Beginning
from tests.support.clock import ToldClock


def _child(book: Casebook, authority: str = "hertfordshire") -> str:
    return add_child(book, full_name="Kim Sample", date_of_birth="2011-03-04", protocol_id=authority)


def _steps(book: Casebook, child: str, episode: str) -> list[str]:
    file = book.child(child)
    return [step.field for step in Applying(file, file.episode(episode), book.now()).steps()]


@pytest.mark.parametrize(
    ("how", "first", "last"),
    [
        ("walked_out", "k1_follow", False),
        ("street", "k1_follow", False),
        ("not_home", "k6_call_child", True),
        ("school", "k6_call_child", True),
        ("trip", "k6_call_child", True),
    ],
)
def test_who_has_not_come_home_is_not_followed(book: Casebook, how: str, first: str, last: bool) -> None:
    """The row stays in the list, at its end; none is left out."""
    child = _child(book)
    episode = start_episode(book, child).id
    before = _steps(book, child, episode)
    say_how(book, child, episode, how)
    steps = _steps(book, child, episode)
    assert (steps[0], steps[-1] == "k1_follow") == (first, last)
    assert sorted(steps) == sorted(before)


def test_the_form_and_the_packs_name_the_same_beginnings(book: Casebook) -> None:
    """A row for a beginning that nobody can choose would never come first."""
    for authority in ("hertfordshire", "portsmouth", "liverpool", "staffordshire_stoke"):
        choices = protocols().protocol(authority).episode.field("how_it_began").choices
        assert tuple(choice.name for choice in choices) == get_args(Beginning)


def test_the_time_of_a_tap_is_never_told_as_the_time_they_went(book: Casebook, clock: ToldClock) -> None:
    """Nobody said since when: the script says that, and when it was noticed."""
    child = _child(book)
    episode = start_episode(book, child).id
    clock.forward(minutes=25)
    said = since_words(book.child(child).episode(episode), book.now())
    assert said == "I don’t know since when. I noticed it by 20/11/2026 22:40, 25 min ago"
    assert not book.child(child).episode(episode).since_said


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("not_home", "They have not come home. They had to be in by 20/11/2026 21:30, 1 h 10 min ago"),
        ("walked_out", "They walked out at 20/11/2026 21:30, 1 h 10 min ago"),
        ("school", "They are gone from school. I have not known where they are since 20/11/2026 21:30, "),
        ("trip", "They are gone from a trip or a visit. I have not known where they are since 20/11/2026"),
        ("street", "I lost sight of them in the street at 20/11/2026 21:30, 1 h 10 min ago"),
        ("", "I have not known where they are since 20/11/2026 21:30, 1 h 10 min ago"),
    ],
)
def test_the_script_says_how_it_began(book: Casebook, how: str, words: str) -> None:
    """In every authority's answer to since when."""
    child = _child(book)
    episode = start_episode(book, child).id
    since = book.now() - timedelta(minutes=70)
    say_how(book, child, episode, how, since)
    file = book.child(child)
    assert since_words(file.episode(episode), book.now()).startswith(words)
    answers = [answer.answer for answer in call_script(file, file.episode(episode), book.now())]
    assert any(words in answer for answer in answers)


def test_their_time_to_be_in_is_offered_while_it_is_not_long_ago(book: Casebook, clock: ToldClock) -> None:
    """Today's, or last night's; two times, or none, are not offered."""
    child = _child(book)
    assert time_to_be_in(book.child(child), book.now()) is None
    profile = book.child(child).profile.id
    answer_question(book, child, profile, "check_in", "School nights 20:30")
    offered = time_to_be_in(book.child(child), book.now())
    assert f"{offered:%d %H:%M}" == "20 20:30"
    clock.forward(hours=4)
    offered = time_to_be_in(book.child(child), book.now())
    assert f"{offered:%d %H:%M}" == "20 20:30"
    clock.forward(hours=8)
    assert time_to_be_in(book.child(child), book.now()) is None
    answer_question(book, child, profile, "check_in", "20:30, or 22:00 at weekends")
    assert time_to_be_in(book.child(child), book.now()) is None


def test_since_when_is_said_without_how(book: Casebook) -> None:
    """One of the two stands without the other."""
    child = _child(book)
    episode = start_episode(book, child).id
    say_since(book, child, episode, book.now() - timedelta(minutes=15))
    stands = book.child(child).episode(episode)
    assert (f"{stands.unknown_since:%H:%M}", stands.since_said) == ("22:25", True)
    assert stands.record.value("how_it_began") is None
