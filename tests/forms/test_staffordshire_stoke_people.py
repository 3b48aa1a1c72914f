"""The Staffordshire and Stoke-on-Trent pack: whom to tell, the words, the lists and the other forms."""

from __future__ import annotations

import pytest

from forms.engine.conditions import Condition
from forms.packaged import load_form, load_protocol
from forms.protocol import SETTINGS, Protocol, Setting

CARE: tuple[Setting, ...] = ("foster", "residential", "semi_independent", "external_activity")


@pytest.fixture(scope="module")
def sts() -> Protocol:
    return load_protocol("staffordshire_stoke")


# ------------------------------------------------------------------------------ people and words
@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("police_emergency", "999"),
        ("police", "101"),
        ("first_response", "0800 13 13 126"),
        ("eds", "0845 604 2886"),
        ("srt", "01782 235100"),
        ("edt", "01782 234234"),
        ("missing_people", "116 000"),
        ("catch22", "01782 237106"),
        ("cet", "101 ext 3604"),
        ("nyas", ""),
        ("ceop", ""),
        ("senior_manager", ""),
    ],
)
def test_numbers_are_the_protocols_and_blanks_stay_blank(sts: Protocol, id: str, value: str) -> None:
    """A contact for whom the protocol gives no number has none here."""
    assert sts.contact(id).value == value


def test_101_is_not_put_into_the_body_of_the_protocol(sts: Protocol) -> None:
    """§8 names no police number; it stands on the form about exploitation, and is to be confirmed."""
    assert "names no number" in sts.contact("police").source
    assert sts.rules["STS-A3"].source == "CSE Information Report (Appendix Two)"
    assert "police_number" in {u.name for u in sts.unconfirmed}


def test_the_police_ask_in_the_order_of_the_protocol(sts: Protocol) -> None:
    """The eleven items of §8.5 come first; what is added says so."""
    sources = [line.source for line in sts.script]
    assert sources[:11] == [f"§8.5, item {n}" for n in range(1, 12)]
    assert all("not in the list of §8.5" in source for source in sources[11:])
    assert "kcf:photo" not in {fact for line in sts.script for fact in line.facts}


def test_everyone_hears_of_the_return_unless_a_parent_would_be_a_risk(sts: Protocol) -> None:
    """§13.1, in every setting; the parents of a child in care only where appropriate, not of one of 18."""
    for setting in SETTINGS:
        told = {i.id: i for i in sts.informs(setting, "on_return")}
        assert {"found_police", "found_social_worker", "found_others"} <= set(told)
        assert ("found_parents" in told) is (setting not in ("home", "care_leaver"))
    parents = next(i for i in sts.inform if i.id == "found_parents")
    assert parents.condition == "where appropriate to do so."
    assert "risk" in parents.note


def test_each_return_step_is_the_persons_whose_it_is(sts: Protocol) -> None:
    """The carer tells and keeps; the police visit; the interview is another's."""
    assert {s.field: s.by for s in sts.returning} == {
        "return_tell": "carer",
        "return_police": "carer",
        "return_referral": "carer",
        "return_evidence": "carer",
        "return_police_check": "police",
        "return_interview_asked": "local authority",
        "return_strategy": "carer",
    }


def test_words_worth_showing_are_where_they_are_needed(sts: Protocol) -> None:
    """Each place has the protocol's words; the ten questions of §12.4 stand one by one."""
    for place in (
        "danger",
        "factors",
        "decide",
        "not_reported",
        "before_report",
        "after_report",
        "planning_return",
        "return",
        "record",
        "evidence",
        "referral",
        "interview",
        "meeting",
        "consent",
        "plan",
        "external_activity",
        "out_of_area",
        "other_la",
        "care_leaver",
    ):
        assert sts.words(place), place
    assert len(sts.words("ndm")) == 10
    assert not sts.words("say"), "it is the place of the call with the child"
    assert any("consent is given and if" in w.text for w in sts.words("consent"))


def test_what_the_protocol_leaves_open_stays_open(sts: Protocol) -> None:
    """No office hours, no hours before a report, nobody in the chair after nine episodes."""
    open_settings = {u.name: u.value for u in sts.unconfirmed}
    for name in (
        "office_starts",
        "office_ends",
        "hours_away",
        "twelve_at_home",
        "care_leavers",
        "who_refers",
        "consent_words",
        "nine_chair",
    ):
        assert open_settings[name] == ""
    assert next(m for m in sts.meetings if m.id == "nine").chair == ""
    assert not sts.media
    assert not sts.heightened_risk
    assert not sts.criteria


def test_what_is_ours_is_marked_ours(sts: Protocol) -> None:
    """What to say to a child on the phone is not in the protocol."""
    assert {w.place for w in sts.safe_call} == {"ask", "say", "after"}
    assert all(w.source.startswith("our own words") for w in sts.safe_call)


# ------------------------------------------------------------------------------ told, referred, planned
def test_section_8_10_is_told_in_every_episode(sts: Protocol) -> None:
    """It follows the unreported episodes and says "must also": from the beginning, in care; nobody's parents
    at home, and nobody of a care leaver of 18. Beside it a referral where harm is feared (§15, §23.2)."""
    told = {setting: {i.id for i in sts.informs(setting, "now")} for setting in SETTINGS}
    everyone = {"social_worker", "parents", "senior_manager", "out_of_hours", "placed_outside"}
    harm = {"referral_staffordshire_away", "referral_stoke_away", "nrm_away"}
    assert all(told[setting] == everyone | harm for setting in CARE)
    assert told["home"] == {"social_worker"} | harm
    assert not told["care_leaver"]


def test_who_was_placed_in_and_who_was_placed_out(sts: Protocol) -> None:
    """§19.2 is for a child placed out, §20 for one placed in; neither shows for the other."""
    when = {i.id: i.when.text for i in sts.inform if i.when}
    assert (when["placed_outside"], when["placing_authority"]) == ("placed_out = yes", "placed_here = yes")
    words = {w.id: w.when.text for w in sts.wording if w.when}
    assert {words[w.id] for w in sts.words("out_of_area")} == {"placed_out = yes"}
    assert {words[w.id] for w in sts.words("other_la")} == {"placed_here = yes"}
    assert sts.outside == "both"


def test_any_possible_risk_is_asked_before_the_first_check(sts: Protocol) -> None:
    """§8.2 NB."""
    assert sts.report_if_possible_risk == "STS-A2"
    assert sts.episode.field("risk_possible").label == "Is any risk possible?"


def test_orientation_and_religion_are_two_answers(sts: Protocol) -> None:
    """§8.5, items 10 and 11: neither prints the text of anything else."""
    facts = {line.source: line.facts for line in sts.script}
    assert facts["§8.5, item 10"] == ("profile:sexual_orientation",)
    assert facts["§8.5, item 11"] == ("profile:religion",)


@pytest.mark.parametrize(
    ("id", "place", "items"),
    [
        ("scope", "more", 3),
        ("principles", "more", 4),
        ("police_weigh", "factors", 5),
        ("placement_plan", "plan", 7),
        ("interview_purpose", "interview", 8),
        ("case_review", "meeting", 5),
        ("other_reasons", "meeting", 4),
        ("alert", "more", 3),
    ],
)
def test_lists_are_whole(sts: Protocol, id: str, place: str, items: int) -> None:
    """As many items as the protocol has, under the sentence that announces them."""
    found = next(each for each in sts.lists if each.id == id)
    assert (found.place, len(found.items), bool(found.lead)) == (place, items, True)


# ------------------------------------------------------------------------------ forms
def test_the_placement_notification_is_not_sent_to_the_missing_children_mailbox() -> None:
    """Appendix Six: that address is for reports of a child who goes missing."""
    form = load_form("staffordshire_stoke/placement_notification")
    assert not form.send_note
    assert not form.send_to
    assert form.closing_notices[0].startswith(
        "If the child/young person goes missing please use the link below"
    )
    assert "Look that" not in form.about


def test_three_definitions_stand_with_the_three_levels() -> None:
    """Appendix Seven: Low's definition does not stand for all."""
    lines = load_form("staffordshire_stoke/risk_evaluation_matrix").field("identified_risk_level").note
    assert [line.split(" risk")[0] for line in lines.strip().split("\n")] == ["Low", "Medium", "High"]


def test_each_risk_indicator_has_its_tick_and_its_text() -> None:
    """Nine rows of Appendix Seven: a box, impact, likelihood, and words."""
    form = load_form("staffordshire_stoke/risk_evaluation_matrix")
    tables = [f for f in form.fields() if f.kind == "table"]
    assert len(tables) == 9
    assert {tuple(c.name for c in f.columns) for f in tables} == {("applies", "impact", "likelihood", "text")}


def test_the_information_report_is_in_the_printed_order() -> None:
    """Date, who sends it, the child, what is known; and what to do with an offence."""
    form = load_form("staffordshire_stoke/cse_information_report")
    assert [s.name for s in form.sections] == ["report", "submitting", "child", "information"]
    assert any("DESIGNATED SAFEGUARDING LEAD" in notice for notice in form.closing_notices)
    assert any("NOT a referral form" in notice for notice in form.notices)


def test_the_conclusion_stands_before_the_action_plan() -> None:
    """Appendix One: under the grid, with its own sentence on little knowledge."""
    form = load_form("staffordshire_stoke/risk_assessment")
    names = [s.name for s in form.sections]
    assert names.index("concluding") + 1 == names.index("action_plan")
    assert "considered as being at higher risk" in form.section("concluding").note


def test_an_item_on_two_lines_is_one_item_and_old_answers_stay() -> None:
    """Appendix Two, Missing: the first line has no box of its own. What was answered to it is still shown."""
    form = load_form("staffordshire_stoke/cse_risk_factor_matrix")
    item = next(c for c in form.field("missing_medium").choices if c.name == "staying_out_overnight_with_no")
    assert item.label.startswith("Regularly going out late and / or going missing Staying out overnight")
    old = form.field("missing_unclear")
    assert isinstance(old.relevant, Condition)
    assert not old.relevant.holds({})
    assert old.relevant.holds({"missing_unclear": ["regularly_going_out_late_and"]})


def test_ethnicity_is_not_filled_in_from_appearance() -> None:
    """Two different things; names are taken from the two answers on them."""
    assert not load_form("staffordshire_stoke/cse_risk_factor_matrix").field("ethnicity").prefill
    notification = load_form("staffordshire_stoke/placement_notification")
    assert notification.field("first_name_s").prefill == "child:forenames"
    assert notification.field("surname").prefill == "child:family_name"
