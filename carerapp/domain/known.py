"""What is known of one child in one episode, as the parts of a protocol ask about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol as Port

from forms.engine.answers import is_blank, is_not_known
from forms.engine.conditions import Condition
from forms.engine.three_values import Between, Truth, both, open_facts, truth
from forms.protocol import Setting

#: one question asked in two ways
OPPOSITES = {"cannot_be_contacted": "contactable", "contactable": "cannot_be_contacted"}


class Part(Port):
    """Whatever of a protocol may be limited to settings and to a condition."""

    @property
    def settings(self) -> tuple[Setting, ...]:
        """Where the child lives; () is everywhere."""

    @property
    def when(self) -> Condition | None:
        """None: always."""


@dataclass(frozen=True, slots=True)
class Known:
    """`reading.read` makes it. `raw` is what was said and computed, `facts` how that is read."""

    raw: Mapping[str, object]
    facts: Mapping[str, object]
    here: Setting | None  # the word that lists of settings are held against; None: nobody said
    perhaps: Mapping[Setting, str]  # what it may turn out to be, and the fact that would say so

    def applies(self, part: Part) -> Truth:
        """Whether it reaches this child now; None while that is open."""
        return both(self.reaches(part.settings), truth(part.when, self.facts))

    def holds(self, condition: Condition | None) -> Truth:
        """Whether a condition holds; None while that is open."""
        return truth(condition, self.facts)

    def settling(self, part: Part) -> tuple[str, ...]:
        """The questions that would settle whether an open part applies."""
        if self.applies(part) is not None:
            return ()
        home = [fact for word, fact in self.perhaps.items() if word in part.settings]
        asked = home if self.reaches(part.settings) is None else []
        return once([*asked, *self.asked(part.when)])

    def asked(self, condition: Condition | None) -> tuple[str, ...]:
        """The questions that would settle an open condition."""
        return once(q for name in open_facts(condition, self.facts) for q in self.questions(name))

    def questions(self, name: str) -> tuple[str, ...]:
        """What is asked of a person to settle a fact."""
        if name == "setting":
            return once(self.perhaps.values()) or (name,)
        age = self.raw.get("age")
        said = name == "looked_after" and not is_blank(self.raw.get(name))
        if (is_blank(age) or is_not_known(age)) and (said or name == "care_leaver"):
            return ("age",)
        return (name,)

    def settled_by(self, names: Iterable[str]) -> tuple[str, ...]:
        """The same names; for a count that is open, what of the history leaves it so."""
        counts = {name: value for name, value in self.facts.items() if isinstance(value, Between)}
        return once(n for name in names for n in (counts[name].settled_by if name in counts else (name,)))

    def reaches(self, settings: tuple[Setting, ...]) -> Truth:
        """Whether a list of settings reaches where the child lives."""
        if not settings or self.here in settings:
            return True
        if self.here is None and self.perhaps and all(word in settings for word in self.perhaps):
            return True
        return None if any(word in settings for word in self.perhaps) else False


def once(names: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order; of two ways to ask one question the first."""
    found: dict[str, None] = {}
    for name in names:
        if OPPOSITES.get(name) not in found:
            found[name] = None
    return tuple(found)
