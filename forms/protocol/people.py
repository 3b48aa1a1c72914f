"""Who is rung, who is told, who meets."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.engine.marks import Fault
from forms.protocol.vocabulary import ContactKind, Hours, Id, RuleIds, Setting, Stage, When, Whose

#: parts of addresses that were retired, and what took their place is for the authority to say
_RETIRED = (".pnn.", ".gcsx.", ".gsi.", ".gcsx", ".gsx.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody who can be reached, and for what."""

    id: Id
    name: str
    purpose: str
    value: str = ""  # verbatim number or address; "" = none in the source: ask your authority
    kind: ContactKind = "none"
    hours: str = ""
    outdated: str = ""  # why the address may no longer work; "" = not known to be outdated
    source: str
    editable: bool = True  # the carer or the authority can fill it in

    def faults(self) -> Iterator[Fault]:
        """A way without an address; an address that is no longer used, and not said to be."""
        if (self.kind == "none") != (not self.value):
            yield Fault("kind", "needs its kind and its value together", "Give both, or neither.")
        if any(part in self.value.lower() for part in _RETIRED) and not self.outdated:
            gone = f"has an address that is no longer used: {self.value}"
            yield Fault("value", gone, "Say so in outdated = …")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inform:
    """Someone who must be told, by whom. A referral, a letter or a form that is sent is told too."""

    id: Id
    who: str  # plain words
    what: str = ""  # what they are told or sent, in plain words; "" = that the child is missing, or is back
    by: Whose
    by_when: str  # how soon, in plain words, after the source: "without delay"
    settings: tuple[Setting, ...]
    stage: Stage
    when: When | None = None  # told when this holds, and "may have to be told" while it is open
    rules: RuleIds = ()
    contact: str = ""  # Contact id or Key Contacts field ("kcf:social_worker") with the number
    hours: Hours = ""  # when they are there: at other times whoever is stands first
    after_hours: str = ""  # as `contact`: whose number stands first when the office is closed
    condition: str = ""  # verbatim condition or exception, shown to the carer
    note: str = ""
    quote: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting that the source sets, and who comes."""

    id: Id
    called: str  # plain words: "Meeting after the third episode in 90 days"
    chair: str = ""  # verbatim; "" where the source names none
    attendees: tuple[str, ...]  # verbatim
    source: str
    rules: RuleIds = ()
    note: str = ""
    whose: Whose = "social worker"  # who calls it
    settings: tuple[Setting, ...] = ()  # where the child lives; () is everywhere
    when: When | None = None  # what sets it off, where the app can tell
