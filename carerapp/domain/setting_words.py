"""The words for each setting in which a child lives. Which there are: ``forms.protocol.Setting``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forms.protocol import Setting


@dataclass(frozen=True, slots=True)
class SettingWords:
    """One setting: as it is chosen ("" where it is not offered), as a form says it, and to the police."""

    choice: str
    lives: str
    to_police: str


SETTING_WORDS: Mapping[Setting, SettingWords] = {
    "foster": SettingWords(
        "My foster home", "With foster carers", "I am a foster carer. A child in my care is missing."
    ),
    "residential": SettingWords(
        "A children’s home",
        "In a children's home",
        "I work in a children's home. A child in our care is missing.",
    ),
    "semi_independent": SettingWords(
        "Semi-independent accommodation",
        "In semi-independent accommodation",
        "I work in supported accommodation. A young person who lives with us is missing.",
    ),
    "home": SettingWords(
        "Their own family’s home", "With their family", "A child who lives with me is missing."
    ),
    "external_activity": SettingWords("", "On an activity away", "A child in my care is missing."),
    "care_leaver": SettingWords(
        "", "In accommodation for care leavers", "A young person who lives with us is missing."
    ),
}
