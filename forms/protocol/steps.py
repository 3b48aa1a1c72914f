"""What is done: the checklist, the call to the police, the return."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from forms.engine.kinds.yes_no_comments import OUTCOMES
from forms.engine.marks import Fault, Fills, Mark, refers
from forms.protocol.vocabulary import Beginning, RuleIds, Setting, StepVerb, When, Whose

#: "{name}" is the child's first name
_NAME = Fills(("name",))
_LONGEST = 60  # letters of a title, beside its box on a phone
#: "{doesnt_apply}" is what stands on that button
_BUTTONS = Fills(("name", *OUTCOMES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One large row of the checklist. One answer may serve several rules."""

    #: where its answer is kept: a field of the Key Contacts form's Section 5, or our own
    field: Annotated[str, Mark.NAME, refers("field", "key_contacts", "episode")]
    rules: RuleIds
    title: Annotated[str, _NAME]  # plain words
    label: str  # verbatim
    settings: tuple[Setting, ...]
    #: Key Contacts fields whose answers are shown in the row
    knows: Annotated[tuple[str, ...], refers("field", "key_contacts")] = ()
    does: StepVerb = ""
    hint: Annotated[str, _BUTTONS] = ""
    #: fields of the preparation form shown in the row
    prepared: Annotated[tuple[str, ...], refers("field", "preparation")] = ()
    depends: str = ""  # verbatim condition of the source: "if it is safe to do so"
    shared: bool = False  # done once for children who left together
    when: When | None = None  # a row when this holds, and one that may apply while it is open
    #: the beginnings that it is for: it comes last after another one; () is every one. The order is ours
    beginnings: tuple[Beginning, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """A title that does not fit beside its box on a phone."""
        yield from _long(self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptLine:
    """One thing the call-taker asks, in their order, and where the answer may be found."""

    ask: str  # plain words
    #: where the answer may be found: `FACT_SOURCES`
    facts: tuple[str, ...]
    source: str
    settings: tuple[Setting, ...] = ()  # where the child lives; () is everywhere
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnStep:
    """What is asked or done once the child is back."""

    field: Annotated[str, Mark.NAME, Mark.UNIQUE, refers("field", "episode")]
    rules: RuleIds = ()
    title: Annotated[str, _NAME]
    label: str  # verbatim
    by: Whose = "carer"
    source: str
    settings: tuple[Setting, ...] = ()  # where the child lived; () is everywhere
    when: When | None = None

    def faults(self) -> Iterator[Fault]:
        """The same."""
        yield from _long(self.title)


def _long(title: str) -> Iterator[Fault]:
    if len(title) > _LONGEST:
        yield Fault("title", f"has a title of {len(title)} letters", f"Say it in {_LONGEST}.")
