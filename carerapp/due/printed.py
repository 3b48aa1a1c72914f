"""Advice as JSON values: the shapes that docs/advise.md and docs/due.md describe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

from carerapp.domain.advice import Advice, DangerRule
from carerapp.domain.asking import question_words
from carerapp.domain.duties import Duty
from carerapp.domain.table import Row
from carerapp.domain.telling import Telling
from carerapp.domain.verdict import Ask
from forms.protocol import Protocol


def printed(advice: Advice) -> dict[str, Any]:
    """All of it."""
    protocols = advice.situation.protocols
    return {
        "danger": [_danger(rule) for rule in advice.danger],
        "verdict": advice.verdict.says,
        "ask": [_ask(ask, protocols) for ask in advice.verdict.ask],
        "rows": [_row(row) for row in advice.verdict.rows],
        "tell": [_telling(telling) for telling in advice.tell],
        "due": printed_duties(advice.due),
    }


def printed_duties(duties: Iterable[Duty]) -> list[dict[str, Any]]:
    """In their order; "ask" where answers would settle an unconfirmed one."""
    return [
        {
            "rule": duty.rule,
            "what": duty.what,
            "due": duty.due.astimezone(UTC).isoformat() if duty.due else None,
            "state": duty.state.value,
            "whose": duty.whose,
            "source": f"{duty.authority}, {duty.source}",
            **({"ask": list(duty.ask)} if duty.ask else {}),
        }
        for duty in duties
    ]


def _danger(rule: DangerRule) -> dict[str, Any]:
    text = rule.protocol.rules[rule.danger.rule]
    return {"rule": text.id, "says": text.says, "source": f"{rule.protocol.short}, {text.source}"}


def _ask(ask: Ask, protocols: Sequence[Protocol]) -> dict[str, Any]:
    return {"fact": ask.fact, "question": question_words(ask.fact, protocols), "if": dict(ask.answers)}


def _row(row: Row) -> dict[str, Any]:
    source = row.protocol.rules[row.row.rule].source
    return {"rule": row.row.rule, "says": row.says, "source": f"{row.protocol.short}, {source}"}


def _telling(telling: Telling) -> dict[str, Any]:
    inform = telling.inform
    return {
        "whom": inform.id,
        "what": f"{inform.who}: {inform.what or inform.by_when}",
        "whose": inform.by,
        "when": inform.stage,
        "rule": telling.rule,
        "source": f"{telling.protocol.short}, {inform.source}",
        **({"condition": inform.condition} if inform.condition else {}),
        **({"ask": list(telling.ask)} if telling.ask else {}),
    }
