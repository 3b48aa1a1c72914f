"""How much of a form is answered, and how old it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from forms.engine.answers import NOT_KNOWN, Answer, Value
from forms.engine.completeness import completeness
from forms.engine.definition import Form
from forms.engine.messages import age_words, old_words
from forms.packaged import load_form

NOW = datetime(2026, 11, 20, 22, 40, tzinfo=UTC)


class Told:
    """Answers from a dict of path → value, or (value, when)."""

    def __init__(self, **answers: Value) -> None:
        self.answers: dict[str, Answer] = {}
        for path, value in answers.items():
            self.say(path, value)

    def say(self, path: str, value: Value, when: str = "2026-11-01T12:00:00Z") -> Told:
        self.answers[path] = Answer(value, when)
        return self

    def answer(self, path: str) -> Answer | None:
        return self.answers.get(path)

    def rows(self, table: str) -> Sequence[str]:
        return sorted({p.split("/")[1] for p in self.answers if p.startswith(f"{table}/")})


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form("hertfordshire/key_contacts")


def test_an_empty_form_counts_the_calm_days_questions(form: Form) -> None:
    """Sections 1 to 4, without the inputs that no answer asks for; not Section 5, not the closing fields."""
    found = completeness(form, Told(), now=NOW)
    assert found.percent == 0
    assert [(s.name, s.answered, s.total) for s in found.sections] == [
        ("personal", 0, 24),
        ("parents_authority", 0, 14),
        ("additional", 0, 9),
        ("risks", 0, 6),
    ]
    assert len(found.blanks) == 53
    assert found.section("personal").oldest is None


def test_not_known_and_no_count_as_answers(form: Form) -> None:
    """A blank, spaces and an emptied table do not."""
    told = Told(
        full_name="Example Child", compact_pid=NOT_KNOWN, piercings="No", build="  ", people=NOT_KNOWN
    )
    found = completeness(form, told, now=NOW)
    assert found.section("personal").answered == 3
    assert found.section("additional").answered == 1
    assert "build" in found.blanks
    assert found.percent == 7


def test_where_a_child_lives_takes_a_question_away(form: Form) -> None:
    """Support for solo provision is asked where it may be, where nobody said, and once answered."""

    def blank(lives: str, told: Told) -> bool:
        return "solo_support" in completeness(form, told, now=NOW, lives=lives).blanks

    assert not blank("foster", Told())
    assert not blank("home", Told())
    assert blank("residential", Told())
    assert blank("semi_independent", Told())
    assert blank("", Told())
    answered = completeness(form, Told(solo_support="Daily"), now=NOW, lives="foster")
    assert answered.section("parents_authority").answered == 1


def test_a_condition_adds_its_questions(form: Form) -> None:
    """Weeks and due date are asked of a young person who is pregnant."""
    assert completeness(form, Told(pregnant="no"), now=NOW).section("risks").total == 6
    risks = completeness(form, Told(pregnant="yes"), now=NOW).section("risks")
    assert (risks.answered, risks.total) == (1, 8)
    assert {"pregnant_weeks", "pregnant_due"} <= set(risks.blanks)


def test_a_table_is_one_question(form: Form) -> None:
    """Answered by any cell; its time is that of the newest."""
    told = Told().say("people/r1/name", "Jo", "2026-10-01T12:00:00Z")
    told.say("people/r2/phone", "07700 900123", "2026-10-09T12:00:00Z")
    section = completeness(form, told, now=NOW).section("additional")
    assert section.answered == 1
    assert section.oldest == section.newest == datetime(2026, 10, 9, 12, tzinfo=UTC)
    assert completeness(form, Told(**{"people/r1/name": ""}), now=NOW).section("additional").answered == 0


def test_the_age_of_a_section(form: Form) -> None:
    """From its oldest to its newest answer; a time that cannot be read does not stop the rest."""
    told = (
        Told()
        .say("height", "168 cm", "2026-01-02T12:00:00Z")
        .say("build", "Slim", "2026-03-04T12:00:00+00:00")
    )
    told.say("hair", "Brown", "some day")
    section = completeness(form, told, now=NOW).section("personal")
    assert section.answered == 3
    assert section.oldest == datetime(2026, 1, 2, 12, tzinfo=UTC)
    assert section.newest == datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_an_old_photo_is_stale_by_the_day_it_was_taken(form: Form) -> None:
    """Not by the day it was added; "not known" never goes stale."""

    def stale(value: Value, when: str = "2026-11-19T12:00:00Z") -> tuple[str, ...]:
        return completeness(form, Told().say("photo", value, when), now=NOW).stale

    assert stale({"photo": "id1", "taken_on": "2026-04-01"}) == ("photo",)
    assert stale({"photo": "id1", "taken_on": "2026-11-01"}) == ()
    assert stale({"photo": "id1"}, "2026-01-01T00:00:00Z") == ("photo",)
    assert stale(NOT_KNOWN, "2020-01-01T00:00:00Z") == ()


def test_a_hundred_only_when_nothing_is_blank(form: Form) -> None:
    """Fifty-two of fifty-three is 98."""
    everything = {f.name: NOT_KNOWN for f in form.fields()}
    assert completeness(form, Told(**everything), now=NOW).percent == 100
    assert completeness(form, Told(**{**everything, "hair": ""}), now=NOW).percent == 98


@pytest.mark.parametrize(
    ("ago", "words", "old"),
    [
        (timedelta(seconds=-5), "just now", "new"),
        (timedelta(seconds=59), "just now", "new"),
        (timedelta(minutes=1), "1 minute ago", "1 minute old"),
        (timedelta(hours=5), "5 hours ago", "5 hours old"),
        (timedelta(days=1), "yesterday", "1 day old"),
        (timedelta(days=13), "13 days ago", "13 days old"),
        (timedelta(days=21), "3 weeks ago", "3 weeks old"),
        (timedelta(days=61), "2 months ago", "2 months old"),
        (timedelta(days=214), "7 months ago", "7 months old"),
        (timedelta(days=365), "11 months ago", "11 months old"),
        (timedelta(days=731), "2 years ago", "2 years old"),
    ],
)
def test_ages_in_words(ago: timedelta, words: str, old: str) -> None:
    """In the largest unit that fits, rounded down: a fact is never called older than it is."""
    assert age_words(NOW - ago, NOW) == words
    assert old_words(NOW - ago, NOW) == old
