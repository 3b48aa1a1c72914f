"""Every rule of time of every authority: there with its source, or named as not computed, with the reason."""

from __future__ import annotations

import re

import pytest

from forms.packaged import load_protocol
from forms.protocol import Protocol, Span
from tests.forms.counting import numbers

#: The rules of time of each protocol, by number.
RULES = {
    "hertfordshire": ("HER", 25),
    "liverpool": ("LIV", 31),
    "portsmouth": ("POR", 39),
    "staffordshire_stoke": ("STS", 30),
    "stoke_on_trent_2016": ("SOT", 22),
}
#: Not computed: another body's own work, an example, or from a moment that the app does not see.
NOT_COMPUTED = {
    "hertfordshire": [7, 9, 10, 11, 13, 14, 16],
    "liverpool": [16, 17],
    "portsmouth": [23, 24, 25],
    "staffordshire_stoke": [4, 18, 19, 20],
    "stoke_on_trent_2016": [],
}
#: Rows of the reporting table that are duties too: a report that is not made yet is on the list.
ROWS = {
    "hertfordshire": {"HER-A6", "HER-C7", "HER-D2", "HER-D3", "HER-D4", "HER-D5"},
    "liverpool": {"LIV-D3", "LIV-D4", "LIV-D7", "LIV-H5"},
    "portsmouth": {"POR-D1", "POR-D5", "POR-D6"},
    "staffordshire_stoke": {"STS-D1"},
    "stoke_on_trent_2016": {"SOT-D1"},
}
ALL = sorted(RULES)


def ids(pack: str) -> list[str]:
    prefix, count = RULES[pack]
    return [f"{prefix}-T{n}" for n in range(1, count + 1)]


@pytest.fixture(params=ALL)
def pack(request: pytest.FixtureRequest) -> Protocol:
    return load_protocol(request.param)


@pytest.mark.parametrize(("name", "id"), [(name, id) for name in ALL for id in ids(name)])
def test_every_rule_of_time_is_there_with_its_source(name: str, id: str) -> None:
    """Once: as a duty that is computed, or as one that is not, with the reason."""
    protocol = load_protocol(name)
    rule = protocol.rules[id]
    assert rule.says
    assert rule.quote
    assert rule.source
    computed = [t for t in protocol.time_rules if t.rule == id]
    named = [n for n in protocol.not_duties if n.rule == id]
    assert len(computed) + len(named) == 1
    assert all(n.reason for n in named)


def test_no_rule_of_time_is_invented(pack: Protocol) -> None:
    """What is computed and what is not are the protocol's own list, no more."""
    prefix = RULES[pack.id][0]
    rows = ROWS[pack.id]
    assert {t.rule for t in pack.time_rules} | {n.rule for n in pack.not_duties} == {*ids(pack.id), *rows}
    assert rows <= {row.rule for row in pack.decisions if row.outcome in ("report", "report_if_any")}
    assert [n.rule for n in pack.not_duties] == [f"{prefix}-T{n}" for n in NOT_COMPUTED[pack.id]]


def test_every_number_stands_in_the_sentence_it_rests_on(pack: Protocol) -> None:
    """In figures or words; also the lengths and the times of day that the duty is computed with."""
    for time_rule in pack.time_rules:
        rule = pack.rules[time_rule.rule]
        allowed = numbers(rule.quote)
        said = numbers(f"{rule.says} {time_rule.what}".replace(f"{pack.id}-", ""))
        said -= numbers(" ".join(re.findall(r"[A-Z]{3}-[A-Z]+\d+", time_rule.what)))
        spans = [s for s in (time_rule.within, time_rule.after) if s and not s.setting]
        said |= {s.amount for s in spans if s.amount != 1}
        said |= {int(t.replace(":", "")) for t in time_rule.between or ()}
        assert said <= allowed, (rule.id, said - allowed)


def test_thresholds_of_the_counters_stand_in_the_sentence_too(pack: Protocol) -> None:
    """Three, five, nine, 72 and 120; "more than one" and "two or more" are written as at least two."""
    for time_rule in pack.time_rules:
        text = time_rule.when.text if time_rule.when else ""
        for name, number in re.findall(r"(episodes_90|hours_90) >= (\d+)", text):
            quote = pack.rules[time_rule.rule].quote
            if pack.rules[time_rule.rule].id in ("POR-T17", "LIV-T21"):  # set off by another rule's number
                continue
            assert int(number) in numbers(quote), (time_rule.rule, name, number)
            assert 90 in numbers(quote)


def test_a_length_is_whole(pack: Protocol) -> None:
    """Nothing runs from nowhere, and nothing has both a deadline and a beginning."""
    for rule in pack.time_rules:
        assert not (rule.within and rule.after)
        assert bool(rule.starts) or not (rule.within or rule.after)
        for span in (rule.within, rule.after):
            assert span is None or isinstance(span, Span)
