"""An authority's protocol: its parts, the words that they may use, and how it is read.

`vocabulary` closed lists · `rules`, `steps`, `people`, `times` the parts · `protocol` the whole ·
`reader` TOML → Protocol · `checks` what must hold between the parts · `pack` a folder → Protocol
"""

from forms.protocol.pack import Available
from forms.protocol.people import Contact, Inform, Meeting
from forms.protocol.protocol import Protocol
from forms.protocol.rules import Criterion, Decision, Factor, RiskLevel, Rule, Wording
from forms.protocol.steps import ReturnStep, ScriptLine, Step
from forms.protocol.times import NotADuty, Span, TimeRule, UnconfirmedSetting
from forms.protocol.vocabulary import (
    FACTS,
    SETTINGS,
    ChildFact,
    Counts,
    Place,
    Setting,
    Stage,
    StepVerb,
    Whose,
)

__all__ = [
    "FACTS",
    "SETTINGS",
    "Available",
    "ChildFact",
    "Contact",
    "Counts",
    "Criterion",
    "Decision",
    "Factor",
    "Inform",
    "Meeting",
    "NotADuty",
    "Place",
    "Protocol",
    "ReturnStep",
    "RiskLevel",
    "Rule",
    "ScriptLine",
    "Setting",
    "Span",
    "Stage",
    "Step",
    "StepVerb",
    "TimeRule",
    "UnconfirmedSetting",
    "Whose",
    "Wording",
]
