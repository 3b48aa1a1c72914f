"""What the screens make of the advice: danger, the decision, what is due, who is told, trips. No browser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carerapp.actions.add_child import add_child
from carerapp.actions.report import report
from carerapp.actions.tell_someone import tell_someone
from carerapp.domain.advice import Advice
from carerapp.domain.due_for import advice_for, situation_of
from carerapp.domain.outcomes import ReportDecision, TellingOutcome
from carerapp.domain.whom_to_tell import id_of
from carerapp.ui.features.decide.advised import SAYS, changes
from carerapp.ui.features.report.tell import TITLES
from carerapp.ui.screen_name import ScreenName
from forms.engine.answers import is_not_known
from forms.packaged import load_protocol
from forms.protocol import STAGES
from tests.support.pins import PIN
from tests.support.ui.calm import Calm, played
from tests.support.ui.evening import Evening
from tests.support.ui.window import Window


def test_every_rule_for_danger_stands_on_the_danger_screen(calm: Calm) -> None:
    """In plain words with its paragraph; the sentence a tap away."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            for protocol in ("hertfordshire", "liverpool"):
                evening = Evening(window, protocol)
                await evening.at(ScreenName.DANGER, "Is Kim in danger now")
                pack = load_protocol(protocol)
                says = {pack.rules[danger.rule].says for danger in pack.danger}
                await window.until(lambda says=says: says <= set(window.words()), "not every rule")  # type: ignore[misc]
            await window.tap_row(pack.rules[pack.danger[-1].rule].says)
            await window.see("^Why$")

    played(play())


def test_the_decision_is_one_card_and_each_answer_changes_it(calm: Calm) -> None:
    """What nobody judged is asked; one yes means report; all settled, the table's own word."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "hertfordshire")
            evening.say(whereabouts="known", court_conditions="no")
            await evening.at(ScreenName.DECIDE, "1 answer changes what you must do")
            assert window.shows("If yes: report to the police now. If no: no report needed.")
            assert not window.shows("^No report needed$")
            evening.say(at_risk="no")
            await evening.at(ScreenName.DECIDE, "^No report needed$")
            evening.say(court_conditions="", whereabouts="unknown")
            asks = _advice(evening).verdict.ask
            await evening.at(ScreenName.DECIDE, f"{len(asks)} answers change what you must do")
            assert window.shows("One yes means: report to the police now.")
            await window.tap("Yes", nth=0)
            await window.see("^Report to the police$")

    played(play())


def test_a_screen_shows_the_verdict_that_is_advised(calm: Calm) -> None:
    """Word for word, for each of the four."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "hertfordshire")
            factors = {"at_risk": "no"} | dict.fromkeys(_factors("hertfordshire"), "no")
            cases: dict[str, dict[str, str]] = {
                f"^{changes(1)}$": {"whereabouts": "known"},
                "^Report to the police$": {"whereabouts": "known", "at_risk": "yes"},
                "^You decide: the table leaves it to you$": {
                    "whereabouts": "unknown",
                    "at_risk": "no",
                    "remains_unknown": "no",
                    **factors,
                },
                "^No report needed$": {"whereabouts": "known", "at_risk": "no"},
            }
            for words, answers in cases.items():
                evening.say(court_conditions="no", **answers)
                await evening.at(ScreenName.DECIDE, words)
                others = {title.strip("^$") for title in cases} - {words.strip("^$")}
                title = words.strip("^$")
                assert title == {**SAYS, "ask": changes(1)}[_advice(evening).verdict.says]
                assert window.shows(words.strip("^$"))
                assert not others & set(window.words())

    played(play())


def test_a_row_says_the_rules_that_belong_to_it(calm: Calm) -> None:
    """Each in plain words, its paragraph a tap away: found by looking is not "missing"."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "liverpool")
            evening.say(whereabouts="known", at_risk="no")
            await evening.at(ScreenName.DECIDE, "You know where they are, and see no risk: an absence")
            pack = load_protocol("liverpool")
            (row,) = (row for row in pack.decisions if row.rule == "LIV-D4")
            assert "LIV-D5" in row.also
            rules = [pack.rules[name] for name in row.also]
            assert {rule.says for rule in rules} <= set(window.words())
            await window.tap("Read the table’s own words")
            await window.until(
                lambda: {f"{rule.says} {rule.source}" for rule in rules} <= set(window.words()),
                "no paragraph",
            )
            assert "not reported as missing" in pack.rules["LIV-D5"].says

    played(play())


def _factors(pack: str) -> list[str]:
    return [factor.name for row in load_protocol(pack).decisions for factor in row.factors]


def test_what_is_due_and_not_certain_is_one_card_not_a_list_of_ifs(calm: Calm) -> None:
    """Its questions are a tap away; an answer makes of it a duty or nothing."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "hertfordshire")
            evening.say(whereabouts="known", at_risk="no")
            advice = _advice(evening)
            court = next(d.what for d in advice.due if d.hangs and "court_conditions" in d.ask)
            await evening.at(ScreenName.DUE, changes(len(advice.asks)))
            assert court not in window.words()
            await window.tap("Answer")
            await window.see("break a court's rules")
            evening.say(court_conditions="yes")
            await evening.at(ScreenName.DUE, "What is due")
            await window.until(lambda: court in window.words(), "the duty is not there")

    played(play())


def test_who_is_told_is_open_at_any_time(calm: Calm) -> None:
    """Before a report too, each stage under its heading; not what can no longer happen."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "liverpool")
            await evening.at(ScreenName.EPISODE, "Who to tell")
            await window.tap_row("Who to tell")
            await window.see("When they are back")
            assert window.shows("not written down that the police")
            own = {t.inform.stage for t in _advice(evening).tell if t.carers_own}
            titles = [TITLES[stage] for stage in STAGES if stage in own]
            assert [words for words in window.words() if words in TITLES.values()] == titles
            await window.tap_row("Social worker or team manager")
            await window.see("What happened")
            await window.tap("Told")
            await window.see("Told [0-9][0-9]:")
            report(evening.book, evening.child, evening.episode)
            await evening.at(ScreenName.TELL, "When they are back")
            await window.until(lambda: not window.shows("not written down that the police"), "still asked")

    played(play())


def _advice(evening: Evening) -> Advice:
    file = evening.book.child(evening.child)
    return advice_for(file, file.episode(evening.episode), evening.book.now())


def test_a_trip_is_chosen_when_the_episode_begins(calm: Calm) -> None:
    """For a child in care; the log keeps which, and danger is asked as always."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            book = window.app.book
            home = add_child(book, full_name="Lee Athome", setting="home", protocol_id="liverpool")
            kim = add_child(book, full_name="Kim Sample", date_of_birth="2011-03-04", protocol_id="liverpool")
            window.app.home()
            window.app.redraw()
            await window.see("Kim is missing on a trip")
            assert not window.shows("Lee is missing on a trip")
            await window.tap("Kim is missing on a trip")
            await window.tap("On holiday with me")
            await window.see("Is Kim in danger now")
            episode = book.child(kim).open_episode
            assert episode is not None
            assert episode.record.value("external_activity") == "carer_holiday"
            told = advice_for(book.child(kim), episode, book.now()).tell
            assert "trip_police" in {t.inform.id for t in told if not t.ask}
            assert book.child(home).open_episode is None

    played(play())


@pytest.mark.parametrize(
    ("button", "reports"),
    [
        ("Yes: report, then go on", True),
        ("Not sure: report, then go on", True),
        ("No: start looking", False),
    ],
)
def test_any_possible_risk_is_asked_before_the_first_check(calm: Calm, button: str, reports: bool) -> None:
    """Where the procedure says: report, and then continue."""
    pack = load_protocol("staffordshire_stoke")
    asks = replace(pack, report_if_possible_risk="STS-A2")

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "staffordshire_stoke")
            evening.book.child(evening.child).protocol = asks
            await evening.at(ScreenName.DANGER, "Is Kim in danger now")
            await window.tap("No: start looking")
            await window.see("Is any risk to Kim possible")
            await window.tap(button)
            await window.see("They will ask" if reports else "How did this start")
            said = evening.value("risk_possible")
            assert said == ("yes" if "Yes" in button else "no" if not reports else said)
            assert is_not_known(said) is button.startswith("Not sure")

    played(play())


def test_after_not_yet_the_procedure_is_there_again(calm: Calm) -> None:
    """What it asks to be kept under review, and the way back to the decision."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "hertfordshire")
            evening.say(decision=ReportDecision.NOT_YET)
            await evening.at(ScreenName.EPISODE, "You decided: not yet")
            await window.tap("Decide again")
            await window.see("Should I report")

    played(play())


def test_a_placing_authority_is_told_under_its_own_name(calm: Calm) -> None:
    """Two of one id, one of each authority, are told apart: each has its own outcome."""

    async def play() -> None:
        async with Window(calm.parts) as window:
            await window.type_pin(PIN)
            evening = Evening(window, "liverpool", placing="hertfordshire")
            book, child = evening.book, evening.book.child(evening.child)
            ids = [id_of(child, telling) for telling in _advice(evening).tell]
            assert {"social_worker", "hertfordshire:social_worker"} <= set(ids)
            assert len(ids) == len(set(ids))
            theirs = "hertfordshire:social_worker"
            tell_someone(book, child.id, evening.episode, theirs, "Social worker", TellingOutcome.TOLD)
            found = situation_of(book.child(child.id), child.episode(evening.episode), book.now())
            assert found.placing is not None
            assert found.table(found.host).raw.get("told:social_worker") is None
            assert found.table(found.placing).raw.get("told:social_worker") == "yes"

    played(play())
