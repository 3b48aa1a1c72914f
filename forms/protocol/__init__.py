"""An authority's protocol: its parts, the words that they may use, and how it is read.

`vocabulary` closed lists · `facts` what a condition may ask about
`rules`, `steps`, `people`, `officer`, `times` the parts · `protocol` the whole ·
`reader` TOML → Protocol · `checks` what must hold between the parts · `pack` a folder → Protocol
· `earlier` packs as they were written before. How a pack is written: `docs/packs.md`
"""

from forms.protocol.facts import FACTS, Fact, answers_of
from forms.protocol.officer import OfficersFact
from forms.protocol.pack import Available
from forms.protocol.people import Contact, Inform, Meeting
from forms.protocol.protocol import Protocol
from forms.protocol.rules import (
    Criterion,
    Danger,
    Decision,
    Factor,
    Listed,
    RiskLevel,
    Rule,
    Wording,
)
from forms.protocol.steps import ReturnStep, ScriptLine, Step
from forms.protocol.times import NotADuty, Span, TimeRule, UnconfirmedSetting
from forms.protocol.vocabulary import (
    CARE,
    OFFICER_FACTS,
    SETTINGS,
    STAGES,
    ChildFact,
    Counts,
    Hours,
    OfficerFact,
    Place,
    Setting,
    Stage,
    StepVerb,
    Whose,
)

__all__ = [
    "CARE",
    "FACTS",
    "OFFICER_FACTS",
    "SETTINGS",
    "STAGES",
    "Available",
    "ChildFact",
    "Contact",
    "Counts",
    "Criterion",
    "Danger",
    "Decision",
    "Fact",
    "Factor",
    "Hours",
    "Inform",
    "Listed",
    "Meeting",
    "NotADuty",
    "OfficerFact",
    "OfficersFact",
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
    "answers_of",
]
