"""A pack as it was written before November 2026, put into today's words: an authority may have sent one.

An open episode keeps the rules that it began with, so packs in the old words must stay readable. They are
known by `danger`, which was a list of rule ids. Nothing is added to what they say; where the old words were
read in the weaker way (nobody answered: no), they are read as today's are.
"""

from __future__ import annotations

import re
from typing import Any

from forms.protocol.edition import UNDATED

_STAGES = {
    "reported": "with_report",
    "court_conditions": "now",
    "found": "on_return",
    "placing": "with_report",
}
#: what made such an entry apply, which its stage said
_WHEN = {"court_conditions": "court_conditions = yes", "placing": "placed_out = yes"}
_CONDITIONS = ("when", "relevant")


def in_todays_words(protocol: dict[str, Any], times: dict[str, Any]) -> None:
    """Changes the tables of `protocol.toml` and `duties.toml` in place, where they are in the old words."""
    danger = protocol.get("danger")
    if not (isinstance(danger, list) and danger and all(isinstance(each, str) for each in danger)):
        return
    protocol["danger"] = [{"rule": rule} for rule in danger]
    protocol.setdefault("edition", protocol.get("version", ""))
    protocol.setdefault("date", UNDATED)
    for inform in _tables(protocol, "inform"):
        _inform(inform)
    for part in ("step", "inform"):
        for table in _tables(protocol, part):
            _reaches_care_leavers(table, part)
    for duty in _tables(times, "duty"):
        _duty(duty)
    for key in ("decision", "criterion"):
        for table in _tables(protocol, key):
            _condition(table)


def _tables(data: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = data.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _inform(inform: dict[str, Any]) -> None:
    if "when" in inform:
        inform["by_when"] = inform.pop("when")
    stage = str(inform.get("stage", ""))
    inform["stage"] = _STAGES.get(stage, stage)
    if stage in _WHEN:
        inform["when"] = _WHEN[stage]


def _reaches_care_leavers(table: dict[str, Any], part: str) -> None:
    """They searched, and told of the return, by the same entries as others in their accommodation."""
    settings = table.get("settings")
    theirs = part == "step" or (table.get("stage") == "on_return" and table.get("contact") != "kcf:parents")
    if theirs and isinstance(settings, list) and "semi_independent" in settings:
        settings.append("care_leaver")


def _duty(duty: dict[str, Any]) -> None:
    if duty.get("after") == "next working day":
        duty["on"] = duty.pop("after")
    _condition(duty)
    if isinstance(duty.get("when"), str):  # a carer who was not sure was taken as seeing a risk
        duty["when"] = re.sub(r"\bat_risk = yes\b", "at_risk in (yes, not_known)", duty["when"])


def _condition(table: dict[str, Any]) -> None:
    """ "not_sure" was a second word for "not_known"."""
    for key in _CONDITIONS:
        if isinstance(table.get(key), str):
            table[key] = re.sub(r",\s*not_sure\b", "", table[key])
