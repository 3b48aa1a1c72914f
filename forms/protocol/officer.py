"""Where a police officer's first page finds its facts: which questions of the pack's forms mean them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from forms.engine.marks import Fault, Key, Mark
from forms.protocol.vocabulary import OFFICER_FACTS, OfficerFact


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficersFact:
    """One fact of the first page: the questions that mean it, in the order in which they are said; or why
    no form of the pack asks it."""

    fact: Annotated[OfficerFact, Mark.UNIQUE]
    #: "kcf:", "episode:" or "profile:" and the question's name
    found_in: Annotated[tuple[str, ...], Key("from")] = ()
    none: str = ""

    def faults(self) -> Iterator[Fault]:
        """It is found somewhere, or the pack says that it is not: never both, never neither."""
        if bool(self.found_in) is bool(self.none):
            yield Fault("from", "should say either where it stands or why it has none", "Write from or none.")


def unnamed(facts: tuple[OfficersFact, ...]) -> tuple[OfficerFact, ...]:
    """The facts of the first page that a pack says nothing of."""
    named = {each.fact for each in facts}
    return tuple(fact for fact in OFFICER_FACTS if fact not in named)
