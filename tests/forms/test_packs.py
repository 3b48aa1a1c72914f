"""What must hold in every authority's pack: the app never shows a carer an empty screen or another's rule."""

from __future__ import annotations

import re
from itertools import product

import pytest

from carerapp.domain.reading import read
from forms.packaged import available, load_protocol
from forms.protocol import OFFICER_FACTS, SETTINGS, Protocol, ReturnStep, Setting, Step
from tests.forms.counting import numbers

PACKS = ("hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016")
#: The checklist of each protocol, by number.
CHECKLIST = {
    "hertfordshire": ["HER-C1-7", "HER-K1-10", "HER-D1-5"],
    "liverpool": ["LIV-H1-3", "LIV-C1-5"],
    "portsmouth": ["POR-C1-14"],
    "staffordshire_stoke": ["STS-C1-6", "STS-AP1-5"],
    "stoke_on_trent_2016": ["SOT-C1-4", "SOT-D1-8"],
}


def ids(pack: str) -> list[str]:
    found = []
    for run in CHECKLIST[pack]:
        prefix, last = run.rsplit("-", 1)
        letters = prefix.rstrip("0123456789")
        found += [f"{letters}{n}" for n in range(int(prefix[len(letters) :]), int(last) + 1)]
    return found


@pytest.fixture(params=PACKS)
def pack(request: pytest.FixtureRequest) -> Protocol:
    return load_protocol(request.param)


def test_all_five_come_with_the_app_and_the_old_one_says_what_took_its_place() -> None:
    """Five protocols, of which one is superseded."""
    assert {a.id for a in available()} == set(PACKS)
    assert [a.id for a in available() if a.superseded] == ["stoke_on_trent_2016"]


@pytest.mark.parametrize(("name", "id"), [(name, id) for name in PACKS for id in ids(name)])
def test_every_rule_of_the_checklist_is_there_with_what_it_rests_on(name: str, id: str) -> None:
    """Its words, its quotation, the source's paragraph and the date of its review."""
    rule = load_protocol(name).rules[id]
    assert rule.says
    assert rule.quote
    assert rule.source
    assert rule.review


def test_numbers_stand_in_the_sentence_they_rest_on(pack: Protocol) -> None:
    """Every number of a rule's plain words is in its quotation, in figures or words."""
    for rule in pack.rules.values():
        assert numbers(rule.says) <= numbers(rule.quote), rule.id


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_has_steps_and_no_question_twice(pack: Protocol, setting: Setting) -> None:
    """Whoever looks after the child has a checklist, without a step twice."""
    fields = [s.field for s in pack.steps(setting)]
    assert fields
    assert len(fields) == len(set(fields))


def test_rows_speak_plainly(pack: Protocol) -> None:
    """Titles are short and never officialese; the source's words are kept beside them."""
    rows: list[Step | ReturnStep] = [*pack.checklist, *pack.returning]
    for step in rows:
        assert len(step.title) <= 60, step.title
        assert not re.search(r"\b(CYP|staff/carers|liaise|locate)\b", step.title, re.I)
        assert step.title != step.label


def test_what_a_carer_reads_first_names_no_rule_by_its_number(pack: Protocol) -> None:
    """A duty, a step and whom to tell say it in words; the number stands where the rule is read."""
    steps: list[Step | ReturnStep] = [*pack.checklist, *pack.returning]
    words = [d.what for d in pack.time_rules] + [i.what for i in pack.inform] + [s.title for s in steps]
    assert [said for said in words if re.search(r"\b[A-Z]{3}-[A-Z]+\d", said or "")] == []


def test_whatever_the_carer_says_the_table_has_a_row(pack: Protocol) -> None:
    """Unknown, uncertain or known; at risk, not, or not said; in every setting and at every age."""
    for lives, where, risk, court, age in product(
        SETTINGS,
        ("unknown", "uncertain", "known", None),
        ("yes", "no", None),
        ("yes", "no"),
        (11, 12, 13, 17, None),
    ):
        facts = {
            "setting": "semi_independent" if lives == "care_leaver" else lives,
            "whereabouts": where,
            "at_risk": risk,
            "court_conditions": court,
            "age": 18 if lives == "care_leaver" else age,
        }
        known = read({k: v for k, v in facts.items() if v is not None})
        rows = [d for d in pack.decisions if known.applies(d)]
        assert [d for d in pack.decisions if known.applies(d) is not False], facts
        if risk == "yes" and pack.id != "hertfordshire" and pack.id != "stoke_on_trent_2016":
            assert any(d.outcome == "report" for d in rows), facts


def test_six_hours_are_liverpools_alone() -> None:
    """No authority's rule stands in another's pack."""
    for name in PACKS:
        protocol = load_protocol(name)
        text = " ".join(f"{r.says} {r.quote}" for r in protocol.rules.values()).lower()
        assert ("six hours" in text) is (name == "liverpool")
        assert ("15 minutes" in text) is (name == "portsmouth")
        assert ("12 years or under" in text) is (name == "staffordshire_stoke")
        others = [
            p
            for p in ("HER-", "LIV-", "POR-", "STS-", "SOT-")
            if not next(iter(protocol.rules)).startswith(p)
        ]
        assert not [id for id in protocol.rules if id[:4] in others]


def test_staffordshire_has_no_photograph_rule_and_hertfordshire_no_evidence_rule() -> None:
    """What a source does not say is not filled in from another."""
    assert not load_protocol("staffordshire_stoke").media
    assert not load_protocol("hertfordshire").words("evidence")


def test_police_numbers_are_always_there(pack: Protocol) -> None:
    """999 in an emergency, 101 else, in each protocol."""
    assert pack.contact("police_emergency").value == "999"
    assert pack.contact("police").value == "101"


def test_every_fact_of_an_officers_first_page_is_named_or_said_to_be_missing(pack: Protocol) -> None:
    """The page guesses nothing: the pack tells which questions mean each fact, or why it has none."""
    assert [each.fact for each in pack.officer] == list(OFFICER_FACTS)
    assert {each.fact for each in pack.officer if each.none} == {"carer_phone"}
    found = {each.fact: each.found_in for each in pack.officer}
    assert found["risks"] == ("kcf:risks",)
    assert found["wearing"] == ("episode:last_seen_clothing",)
    assert found["do_not_approach"] == ("kcf:contact_issues",)


def test_retired_addresses_are_flagged(pack: Protocol) -> None:
    """An address in .pnn, .gcsx or .gsi is shown as it stands, and as one that may not work."""
    for contact in pack.contacts:
        if re.search(r"\.(pnn|gcsx|gsi)\.", contact.value.lower()):
            assert contact.outdated, contact.id


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_police_are_told_of_the_return(pack: Protocol, setting: Setting) -> None:
    """In each setting the carer tells them."""
    assert [i for i in pack.informs(setting, "on_return") if i.who == "Police" and i.by == "carer"]


def test_who_chairs_and_who_comes(pack: Protocol) -> None:
    """The tiers of three, five and nine with their people, where the protocol has them."""
    tiers = {"liverpool", "staffordshire_stoke", "stoke_on_trent_2016"}
    assert ({"three", "five", "nine"} <= {m.id for m in pack.meetings}) is (pack.id in tiers)
    for meeting in pack.meetings:
        assert len(meeting.attendees) >= 3
