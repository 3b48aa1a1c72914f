"""`python -m carerapp advise CASE.toml`: everything that is advised as JSON, or one clear message."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from carerapp.domain.table import STRENGTH
from forms.packaged import available, load_protocol
from forms.protocol import FACTS
from tests.support.case_commands import Case, shown

EXAMPLE = shown("advise.md")
DIFFICULTIES = "learning_difficulties = false"


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Case:
    """A case file."""
    return Case(tmp_path, capsys)


def test_the_documented_case_is_answered_as_documented(case: Case) -> None:
    """Each key of the page, each shape, and the question that would settle it."""
    found = case.answer("advise", EXAMPLE)
    assert list(found) == ["danger", "verdict", "ask", "rows", "tell", "due"]
    page = json.loads(shown("advise.md", "json"))
    assert found["verdict"] == page["verdict"] == "ask"
    assert found["ask"] == page["ask"]
    for key in ("danger", "rows", "tell"):
        wanted = list(page[key][0])
        assert list(found[key][0])[: len(wanted)] == wanted
    assert page["rows"][0] in found["rows"]
    assert {rule["rule"] for rule in found["danger"]} >= {"HER-A1", "HER-A2"}


def test_the_due_list_is_that_of_the_command_due(case: Case) -> None:
    """The same entries, the same order."""
    text = shown("due.md")
    assert case.answer("advise", text)["due"] == case.answer("due", text)


def test_who_is_told_only_in_some_cases_has_the_source_s_condition(case: Case) -> None:
    """Hertfordshire §3.9: "or if out of hours SOOHS". The social worker has none."""
    found = {one["whom"]: one for one in case.answer("advise", EXAMPLE)["tell"]}
    assert found["out_of_hours"]["condition"] == "or if out of hours SOOHS"
    assert "condition" not in found["social_worker"]


def test_an_unconfirmed_duty_says_what_would_settle_it(case: Case) -> None:
    """Liverpool's six hours, where nobody said whether the child can be reached."""
    text = EXAMPLE.replace('"hertfordshire"', '"liverpool"').replace('"known"', '"unknown"')
    found = {duty["rule"]: duty for duty in case.answer("advise", text.replace("learning", "#"))["due"]}
    assert found["LIV-T1"]["state"] == "unconfirmed"
    assert found["LIV-T1"]["ask"] == ["contactable"]


@pytest.mark.parametrize(
    ("word", "verdict", "rows"),
    [
        ("unknown", "ask", {"HER-C7", "HER-D2"}),
        ("uncertain", "ask", {"HER-C7", "HER-D1", "HER-D2", "HER-D3"}),
        ("known", "ask", {"HER-D1", "HER-D3"}),
        ("found", "ask", set()),
    ],
)
def test_whereabouts_may_be_any_of_four(word: str, verdict: str, rows: set[str], case: Case) -> None:
    """Each brings the rows of §3.9 that speak of it; *not for certain* those of both; found none."""
    found = case.answer("advise", EXAMPLE.replace('"known"', f'"{word}"'))
    assert found["verdict"] == verdict
    assert {row["rule"] for row in found["rows"]} == rows


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (DIFFICULTIES, "lerning_difficulties = false", "Did you mean 'learning_difficulties'"),
        (DIFFICULTIES, 'learning_difficulties = "perhaps"', "Known: no, not_known, yes"),
        (DIFFICULTIES, "learning_difficulties = 3", "words in quotation marks"),
        (DIFFICULTIES, "learning_difficulties = [true]", "words in quotation marks"),
        (DIFFICULTIES, "court_conditions = false", "is given twice"),
        (DIFFICULTIES, "episodes_90 = 3", "no question of Hertfordshire asks this"),
        (DIFFICULTIES, "age = 14", "as date_of_birth under [child]"),
        (DIFFICULTIES, 'setting = "home"', "at the top of the case"),
        (DIFFICULTIES, "reported_at = 2026-11-22T18:00:00Z", "under [episode], as a time"),
        (
            DIFFICULTIES,
            "unaccompanied_asylum_seeker = true\nasylum_seeker = false",
            "different things. Keep one",
        ),
        (DIFFICULTIES, 'placed_here = "yes"', "as placing at the top of the case"),
        (DIFFICULTIES, "contactable = true\ncannot_be_contacted = true", "is given twice"),
        ('whereabouts = "known"', 'whereabouts = "knwn"', "Did you mean 'known'"),
        ("unknown_since = 2026", "unknown_since = 0026", "the year 26 can't be meant"),
        ("court_conditions = false", 'court_conditions = "no"', "true or false. Leave it out"),
        ("[answers]", "[anwers]", "There is no key 'anwers'"),
    ],
)
def test_what_cannot_be_understood_is_one_clear_message(case: Case, old: str, new: str, says: str) -> None:
    """Exit 2, nothing on the output, no traceback."""
    assert old in EXAMPLE
    assert says in case.refused("advise", EXAMPLE.replace(old, new, 1))


def test_a_trip_that_is_none_is_refused(case: Case) -> None:
    """Where they are says a trip and the answer says none: nobody knows which of the two was meant."""
    trip = re.sub(r"^setting = .*$", 'setting = "external_activity"', EXAMPLE, count=1, flags=re.M)
    assert trip != EXAMPLE
    said = case.refused("advise", trip.replace(DIFFICULTIES, 'external_activity = "no"', 1))
    assert "answers.external_activity" in said
    assert "Keep one of the two" in said


def test_a_file_of_thousands_of_brackets_is_no_toml(case: Case) -> None:
    """The reader's own limit ends in the same words as any other fault."""
    assert "is not TOML" in case.refused("advise", "a = " + "[" * 100_000)


def test_a_byte_order_mark_is_no_fault(case: Case) -> None:
    """Some editors write one."""
    assert case.answer("advise", "\ufeff" + EXAMPLE) == case.answer("advise", EXAMPLE)


@pytest.mark.parametrize(
    "answer", ["learning_difficulties = true", 'learning_difficulties = "yes"', 'care_leaver = "not_known"']
)
def test_answers_are_yes_no_a_word_or_not_known(answer: str, case: Case) -> None:
    """As the questions offer them."""
    text = EXAMPLE.replace(DIFFICULTIES, answer).replace('"known"', '"unknown"')
    assert case.answer("advise", text)["verdict"] == ("report" if "learning" in answer else "ask")


@pytest.mark.parametrize("pack", [each.id for each in available()])
def test_not_known_is_an_answer_to_every_question(pack: str, case: Case) -> None:
    """And comes to what saying nothing comes to, or to more."""
    protocol = load_protocol(pack)
    forms = [form for form in (protocol.episode, protocol.preparation, protocol.key_contacts) if form]
    names = {f.name for form in forms for f in form.fields() if f.kind in ("yes_no", "choice")}
    names |= {name for name, fact in FACTS.items() if fact.question}
    start = (
        f'protocol = "{pack}"\nnow = 2026-11-22T18:05:00Z\n[episode]\nunknown_since = 2026-11-22T17:05:00Z\n'
    )
    nothing = case.answer("advise", start)["verdict"]
    for name in sorted(names - {"age", "setting", "placed_here"}):  # a case has keys of its own for them
        said = case.answer("advise", f'{start}[answers]\n{name} = "not_known"\n')["verdict"]
        assert STRENGTH[said] >= STRENGTH[nothing], name
