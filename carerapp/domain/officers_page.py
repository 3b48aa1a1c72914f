"""What a police officer reads first, on one page: the same on paper and on the screen held up at the door.

Which questions of a form mean which fact is told by the pack (`officer` in protocol.toml), never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from carerapp.domain.child import ChildFile
from carerapp.domain.done_so_far import done_so_far
from carerapp.domain.episode import Episode
from carerapp.domain.isolated import isolated
from carerapp.domain.records import Record
from carerapp.domain.script import told
from forms.engine.answers import is_blank
from forms.engine.definition import Field, Form
from forms.engine.kinds.date import day_words
from forms.engine.uk_clock import uk_words
from forms.protocol import OfficerFact, OfficersFact

#: "withheld": left out by the carer, with the reason; "elsewhere": it stands in the form that follows
State = Literal["said", "not_known", "withheld", "elsewhere"]
#: beside the photo; what they look like; where they were seen; how to reach them; risks; who hands it over
Part = Literal["first", "who", "seen", "reach", "risk", "report"]
NOT_ASKED = "This authority’s forms do not ask it"
LATER = "See the form"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page. `most`: how many printed lines it may take; all of it stands in the form."""

    part: Part
    label: str
    words: str
    state: State = "said"
    most: int = 2


@dataclass(frozen=True, slots=True)
class OfficersPage:
    """All of it. `photo`: whether there is one to see, and why not."""

    name: str
    photo: Row
    rows: tuple[Row, ...]
    done: tuple[str, ...]  # at most five


@dataclass(frozen=True, slots=True)
class Carer:
    """Who hands it over, and is rung afterwards. "" is not known."""

    name: str
    role: str = ""
    phone: str = ""

    @property
    def words(self) -> str:
        """'Ada Example, foster carer, 07700 900123': as far as it is known."""
        return ", ".join(words for words in (self.name, self.role.lower(), self.phone.strip()) if words)


def officers_page(
    child: ChildFile, episode: Episode, now: datetime, carer: Carer, withheld: Mapping[str, str]
) -> OfficersPage:
    """The page as it is now. `withheld` gives a reason for each question that the carer leaves out."""
    facts = _Facts(child, episode, carer.name, withheld)
    return OfficersPage(
        name=child.full_name,
        photo=facts.row("photo", "first", "Photo"),
        rows=(
            facts.row("aliases", "first", "Known as"),
            _age(child, now),
            Row("first", "Not seen since", _since(episode)),
            _reference(facts, episode),
            facts.row("description", "who", "Description", 4, "; "),
            facts.row("wearing", "who", "Wearing tonight", 3),
            *_when_wearing_is_not_known(facts),
            facts.row("last_seen_at", "seen", "Last seen"),
            facts.row("last_seen_place", "seen", "Where"),
            facts.row("last_seen_with", "seen", "With"),
            facts.row("may_be_at", "seen", "May be at", 3, "; "),
            facts.row("phone", "reach", "Phone", 3),
            facts.row("accounts", "reach", "Accounts", 2, "; "),
            facts.row("risks", "risk", "Risks", 6),
            facts.row("medication", "risk", "Health, medicine", 4),
            facts.row("do_not_approach", "risk", "Do not approach", 3),
            facts.row("safe_word", "risk", "Safe word"),
            Row("report", "Carer", ", ".join(w for w in (isolated(carer.name), carer.role) if w)),
            _carers_phone(facts, carer),
            facts.row("provider", "report", "Home or service", 2, "; ", named=False),
        ),
        done=done_so_far(child, episode, now, withheld),
    )


def _age(child: ChildFile, now: datetime) -> Row:
    age, born = child.age(now), child.born
    if born is None or age is None:
        return Row("first", "Age", "", "not_known")
    return Row("first", "Age", f"{age} (born {day_words(born)})")


def _since(episode: Episode) -> str:
    """Where nobody said since when, the moment of a tap is no answer: only by when it was noticed."""
    words = _moment(episode)
    return words if episode.since_said else f"not known; noticed by {words}"


def _moment(episode: Episode) -> str:
    return episode.since.words(f"%H:%M on {episode.since.uk.day} %B %Y")


def _when_wearing_is_not_known(facts: _Facts) -> Iterator[Row]:
    """What they often wear is said only where nobody knows what they wear tonight."""
    usual = facts.row("usual_clothes", "who", "Often wears")
    if facts.row("wearing", "who", "").state != "said" and usual.state == "said":
        yield usual


def _reference(facts: _Facts, episode: Episode) -> Row:
    row = facts.row("reference", "first", "Police reference")
    if row.state == "said" and episode.reported_at:
        at = uk_words(episode.reported_at, "%H:%M on %d/%m/%Y")
        return Row("first", row.label, f"{row.words} (reported {at})")
    return row


def _carers_phone(facts: _Facts, carer: Carer) -> Row:
    """The number that the carer gave for tonight, else what a form says."""
    if carer.phone.strip():
        return Row("report", "Carer’s phone", isolated(carer.phone.strip()))
    row = facts.row("carer_phone", "report", "Carer’s phone")
    return row if row.state == "said" else Row("report", row.label, "", "not_known")


class _Facts:
    """Finds the facts where the pack says that they stand."""

    def __init__(self, child: ChildFile, episode: Episode, by: str, withheld: Mapping[str, str]) -> None:
        self._child, self._episode, self._by, self._withheld = child, episode, by, withheld
        self._where: Mapping[OfficerFact, OfficersFact] = {f.fact: f for f in child.protocol.officer}

    def row(
        self,
        fact: OfficerFact,
        part: Part,
        label: str,
        most: int = 2,
        between: str = "\n",
        *,
        named: bool = True,
    ) -> Row:
        """What is known of it. `between`: two answers, and the lines of one; `named`: where several questions
        are answered, each answer stands after its question."""
        if fact not in self._where:  # a pack from before there was such a page
            return Row(part, label, LATER, "elsewhere")
        found = self._where[fact]
        if found.none:
            return Row(part, label, NOT_ASKED, "elsewhere")
        answered = list[tuple[Record, Form, str]]()
        for address in found.found_in:
            form, field, record = self._question(address)
            if reason := self._withheld.get(field.name):
                return Row(part, label, f"withheld by {isolated(self._by)}: {isolated(reason)}", "withheld")
            if field.secret and not _blank(record, field):
                return Row(part, label, f"In this copy: {_section(form, field)}", "elsewhere")
            if any(words.strip() for words in told(record, form, field.name, named=False)):
                answered.append((record, form, field.name))
        several = named and len(answered) > 1
        parts = (words for each in answered for words in told(*each, named=several))
        lines = (line.strip() for part in parts for line in part.splitlines())
        words = between.join(dict.fromkeys(line for line in lines if line))
        return Row(part, label, words, "said" if words else "not_known", most)

    def _question(self, address: str) -> tuple[Form, Field, Record]:
        where, _, name = address.partition(":")
        child = self._child
        if where == "episode":
            return child.protocol.episode, child.protocol.episode.field(name), self._episode.record
        if where == "profile" and child.protocol.preparation:
            return child.protocol.preparation, child.protocol.preparation.field(name), child.profile
        form = child.protocol.key_contacts
        own = form.answered_in(name) == "form"
        return form, form.field(name), child.key_contacts if own else self._episode.record


def _blank(record: Record, field: Field) -> bool:
    return all(is_blank(event.value) for event in record.heads(field.name))


def _section(form: Form, field: Field) -> str:
    """The heading under which an officer finds it."""
    section = form.section_of(field.name)
    return (section.label or section.short).rstrip(": ")
