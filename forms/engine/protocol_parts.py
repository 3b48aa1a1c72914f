"""TOML → the parts of a protocol, one function a part."""

from __future__ import annotations

import re
from typing import Literal

from forms.engine.conditions import Condition
from forms.engine.reader import NAME, Table
from forms.protocol import (
    PLACES,
    SETTINGS,
    Contact,
    Criterion,
    Decision,
    Factor,
    Inform,
    Meeting,
    NotADuty,
    ReturnStep,
    RiskLevel,
    Rule,
    ScriptLine,
    Span,
    Step,
    TimeRule,
    UnconfirmedSetting,
    Unit,
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
_STARTS: tuple[Literal["", "unknown_since", "reported", "returned"], ...] = (
    "",
    "unknown_since",
    "reported",
    "returned",
)
_ENDS: tuple[Literal["return", "never"], ...] = ("return", "never")
_UNITS: tuple[Unit, ...] = ("hours", "days", "months", "working days")
_ALONE: tuple[Unit, ...] = ("end of day", "next working day")
_SPAN = re.compile(r"(\d+) (.+)")
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
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
        shared=t.flag("shared"),
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


def time_rule(t: Table) -> TimeRule:
    made = TimeRule(
        rule=t.text("rule", need=True),
        what=t.text("what", need=True),
        whose=t.text("whose", need=True),
        starts=t.one_of("from", _STARTS, ""),
        after=_span(t, "after"),
        within=_span(t, "within"),
        at=t.text("at"),
        between=_between(t),
        when=t.condition("when"),
        asks=t.texts("asks"),
        met=t.text("met"),
        ends=t.one_of("ends", _ENDS, "return"),
        why=t.text("why"),
    )
    if (made.after or made.within) and not made.starts:
        t.wrong(
            "after" if made.after else "within",
            f"{t.what} has a length but no start",
            "Say from = which moment it runs.",
        )
    return made


def not_a_duty(t: Table) -> NotADuty:
    return NotADuty(rule=t.text("rule", need=True), reason=t.text("reason", need=True))


def _span(t: Table, key: str) -> Span | None:
    text = t.text(key)
    if not text:
        return None
    if unit := next((u for u in _ALONE if u == text), None):
        return Span(1, unit)
    found = _SPAN.fullmatch(text)
    unit = next((u for u in _UNITS if found and u in (found[2], f"{found[2]}s")), None)
    if found and unit:
        return Span(int(found[1]), unit)
    if NAME.fullmatch(text):
        return Span(0, "days", setting=text)
    t.wrong(key, f"'{text}' is no length of time", "Write it like 72 hours, 5 working days or end of day.")
    return None


def _between(t: Table) -> tuple[str, str] | None:
    times = t.texts("between")
    if not times:
        return None
    if len(times) != 2 or not all(_CLOCK.fullmatch(time) for time in times):
        t.wrong("between", "'between' should be two times of day", 'Write ["09:00", "21:00"].')
        return None
    return times[0], times[1]


def unconfirmed(t: Table) -> UnconfirmedSetting:
    return UnconfirmedSetting(
        name=t.name(),
        question=t.text("question", need=True),
        why=t.text("why", need=True),
        source=t.text("source", need=True),
        value=t.text("value"),
    )
