"""TOML → the parts of a protocol, one function a part."""

from __future__ import annotations

from typing import Literal

from forms.engine.conditions import Condition
from forms.engine.reader import Table
from forms.protocol import (
    PLACES,
    SETTINGS,
    Contact,
    Criterion,
    Decision,
    Factor,
    Inform,
    Meeting,
    ReturnStep,
    RiskLevel,
    Rule,
    ScriptLine,
    Step,
    TimeTrigger,
    UnconfirmedSetting,
    Whose,
    Wording,
)

WHOSE: tuple[Whose, ...] = ("carer", "social worker", "police", "local authority", "anyone")
_OUTCOMES: tuple[Literal["report", "no_report", "report_if_any"], ...] = (
    "report",
    "no_report",
    "report_if_any",
)
_CONTACTS: tuple[Literal["phone", "email", "web", "none"], ...] = ("phone", "email", "web", "none")
_STAGES: tuple[Literal["reported", "court_conditions", "found", "placing"], ...] = (
    "reported",
    "court_conditions",
    "found",
    "placing",
)
_STARTS: tuple[Literal["unknown_since", "reported", "returned", "none"], ...] = (
    "unknown_since",
    "reported",
    "returned",
    "none",
)
#: parts of addresses that were retired, and what took their place is for the authority to say
_RETIRED = (".pnn.", ".gcsx.", ".gsi.", ".gcsx", ".gsx.")


def rule(t: Table) -> Rule:
    return Rule(
        id=t.text("id", need=True),
        says=t.text("says", need=True),
        quote=t.text("quote", need=True),
        source=t.text("source", need=True),
        review=t.day("review"),
        assumption=t.text("assumption"),
        merged_into=" ".join(t.texts("merged_into")),
        line=t.line,
    )


def step(t: Table) -> Step:
    return Step(
        field=t.name("field"),
        rules=t.texts("rules", need=True),
        title=t.text("title", need=True),
        label=t.text("label", need=True),
        settings=t.all_of("settings", SETTINGS),
        knows=t.texts("knows"),
        does=t.text("does"),
        hint=t.text("hint"),
        prepared=t.texts("prepared"),
        depends=t.text("depends"),
    )


def decision(t: Table) -> Decision:
    factors = tuple(_factor(f) for f in t.tables("factor"))
    outcome = t.one_of("outcome", _OUTCOMES)
    if (outcome == "report_if_any") != bool(factors):
        t.wrong(
            "outcome",
            f"{t.what} does not fit its factors",
            "Give factors to report_if_any, and only to it.",
        )
    return Decision(
        rule=t.text("rule", need=True),
        category=t.text("category", need=True),
        actions=t.text("actions", need=True),
        notify=t.text("notify", need=True),
        outcome=outcome,
        when=_needed(t, "when"),
        factors=factors,
        adds=t.flag("adds"),
        plain=t.text("plain"),
        also=t.texts("also"),
    )


def _factor(t: Table) -> Factor:
    factor = Factor(
        name=t.name(),
        question=t.text("question", need=True),
        quote=t.text("quote", need=True),
        from_=t.text("from"),
    )
    t.done()
    return factor


def _needed(t: Table, key: str) -> Condition:
    condition = t.condition(key, need=True)
    assert condition is not None
    return condition


def contact(t: Table) -> Contact:
    made = Contact(
        id=t.name("id"),
        name=t.text("name", need=True),
        purpose=t.text("purpose", need=True),
        value=t.text("value"),
        kind=t.one_of("kind", _CONTACTS, "none"),
        hours=t.text("hours"),
        outdated=t.text("outdated"),
        source=t.text("source", need=True),
        editable=t.flag("editable", default=True),
    )
    if (made.kind == "none") != (not made.value):
        t.wrong("kind", f"{t.what} needs its kind and its value together", "Give both, or neither.")
    if any(part in made.value.lower() for part in _RETIRED) and not made.outdated:
        t.wrong(
            "value",
            f"{t.what} has an address that is no longer used: {made.value}",
            "Say so in outdated = …",
        )
    return made


def inform(t: Table) -> Inform:
    return Inform(
        id=t.name("id"),
        who=t.text("who", need=True),
        by=t.one_of("by", WHOSE),
        when=t.text("when", need=True),
        settings=t.all_of("settings", SETTINGS),
        stage=t.one_of("stage", _STAGES),
        rules=t.texts("rules"),
        contact=t.text("contact"),
        condition=t.text("condition"),
        note=t.text("note"),
        quote=t.text("quote", need=True),
        source=t.text("source", need=True),
    )


def script_line(t: Table) -> ScriptLine:
    return ScriptLine(
        ask=t.text("ask", need=True),
        facts=t.texts("facts", need=True),
        source=t.text("source", need=True),
    )


def wording(t: Table) -> Wording:
    return Wording(
        id=t.name("id"),
        text=t.text("text", need=True),
        source=t.text("source", need=True),
        place=t.one_of("place", ("", *PLACES), ""),
        rules=t.texts("rules"),
    )


def meeting(t: Table) -> Meeting:
    return Meeting(
        id=t.name("id"),
        called=t.text("called", need=True),
        chair=t.text("chair"),
        attendees=t.texts("attendees", need=True),
        source=t.text("source", need=True),
        rules=t.texts("rules"),
        note=t.text("note"),
    )


def risk_level(t: Table) -> RiskLevel:
    return RiskLevel(
        name=t.text("name", need=True),
        definition=t.text("definition", need=True),
        source=t.text("source", need=True),
        note=t.text("note"),
    )


def return_step(t: Table) -> ReturnStep:
    return ReturnStep(
        field=t.name("field"),
        rules=t.texts("rules"),
        title=t.text("title", need=True),
        label=t.text("label", need=True),
        by=t.one_of("by", WHOSE, "carer"),
        source=t.text("source", need=True),
    )


def criterion(t: Table) -> Criterion:
    return Criterion(
        id=t.name("id"),
        label=t.text("label", need=True),
        when=t.condition("when"),
        source=t.text("source", need=True),
    )


def trigger(t: Table) -> TimeTrigger:
    return TimeTrigger(
        rule=t.text("rule", need=True),
        what=t.text("what", need=True),
        whose=t.text("whose", need=True),
        starts=t.one_of("starts", _STARTS),
        due_hours=t.number("due_hours"),
        when=t.condition("when"),
        carers=t.flag("carers", default=True),
        why=t.text("why"),
    )


def unconfirmed(t: Table) -> UnconfirmedSetting:
    return UnconfirmedSetting(
        name=t.name(),
        question=t.text("question", need=True),
        why=t.text("why", need=True),
        source=t.text("source", need=True),
        value=t.text("value"),
    )
