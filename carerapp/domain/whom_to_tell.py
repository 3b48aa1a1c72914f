"""Who must be told, by whom, and with which number: the protocols' lists, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from carerapp.domain.advice import Advice
from carerapp.domain.asking import can_be_asked
from carerapp.domain.child import ChildFile
from carerapp.domain.office import office_open, there
from carerapp.domain.outcomes import RungWhen
from carerapp.domain.rung_when import OF_THE_FORM, by_the_hour, rung_when
from carerapp.domain.telling import Telling
from forms.engine.definition import Field
from forms.engine.kinds import KINDS
from forms.engine.kinds.phones import Phone, phone_numbers
from forms.protocol import STAGES, Contact, Hours, Protocol, Stage

OF_THE_PROFILE = "profile:"


@dataclass(frozen=True, slots=True)
class AtStage:
    """The carer's own at one stage, those only in some cases, and those that others tell."""

    stage: Stage
    own: tuple[Telling, ...]
    sometimes: tuple[Telling, ...]
    by_others: tuple[Telling, ...]


def by_stage(child: ChildFile, advice: Advice) -> tuple[AtStage, ...]:
    """In the order of an evening; a stage at which nobody is told is left out. A case that the protocol names
    stays apart, unless it has a number of its own; so does who is there only out of hours, while the office
    is open. Once it is closed, who is there now stands first."""
    found, open_ = [], office(advice)
    for stage in STAGES:
        at = _once(t for t in advice.tell if t.inform.stage == stage)
        own, seen = list[Telling](), set[str]()
        for telling in (t for t in at if t.carers_own and not t.ask):
            contact = telling.inform.contact
            if telling.inform.hours == "out_of_hours" and open_:
                continue
            if not telling.inform.condition or (contact.startswith(OF_THE_FORM) and contact not in seen):
                own.append(telling)
                seen.add(contact)
        own.sort(key=lambda telling: there(hours_of(child, telling), open_) is False)
        sometimes = tuple(t for t in at if t.carers_own and t not in own)
        others = tuple(t for t in at if not t.carers_own)
        if at:
            found.append(AtStage(stage, tuple(own), sometimes, others))
    return tuple(found)


def office(advice: Advice) -> bool | None:
    """Whether the office is open now, as far as is known."""
    return office_open(advice.situation.now, advice.situation.confirmed)


def hours_of(child: ChildFile, telling: Telling) -> Hours | RungWhen:
    """The procedure's; where it has none, what somebody said of the contact on the form."""
    inform = telling.inform
    if inform.hours or not inform.contact.startswith(OF_THE_FORM):
        return inform.hours
    return rung_when(child).get(inform.contact.removeprefix(OF_THE_FORM), "")


def _once(tellings: Iterable[Telling]) -> list[Telling]:
    """Who is rung at one number is listed once: the host's entry serves the placing authority's."""
    found: list[Telling] = []
    for telling in tellings:
        contact = telling.inform.contact
        same = (t for t in found if t.protocol is not telling.protocol and t.inform.contact == contact)
        if not contact.startswith(OF_THE_FORM) or not any(not t.ask for t in same):
            found.append(telling)
    return found


def askable(telling: Telling, protocols: Sequence[Protocol]) -> tuple[str, ...]:
    """The facts that would settle whether they are told, as far as a person can say them."""
    return tuple(fact for fact in telling.ask if can_be_asked(fact, protocols))


def id_of(child: ChildFile, telling: Telling) -> str:
    """By what its outcome is kept: the pack's own id; of the placing authority's with its name before it."""
    own = telling.protocol.id == child.protocol.id
    return telling.inform.id if own else f"{telling.protocol.id}:{telling.inform.id}"


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach someone: what stands on the form, its numbers, or the protocol's contact."""

    words: str = ""
    numbers: tuple[Phone, ...] = ()
    field: str = ""  # of the Key Contacts form, to be filled in when there is no number
    contact: Contact | None = None


def reach(
    child: ChildFile, contact: str, protocol: Protocol | None = None, open_: bool | None = None
) -> Reach:
    """How to reach whoever a protocol or the form names; `protocol`: another than the child's own; `open_`:
    whether the office is, by which those of a table stand."""
    if contact.startswith(OF_THE_FORM):
        return _on_the_form(child, contact.removeprefix(OF_THE_FORM), open_)
    if contact.startswith(OF_THE_PROFILE):
        words = child.profile.text(contact.removeprefix(OF_THE_PROFILE))
        return Reach(words, tuple(phone_numbers(words)))
    found = next((c for c in (protocol or child.protocol).contacts if c.id == contact), None)
    if found is None:
        return Reach()
    numbers = phone_numbers(found.value) if found.kind == "phone" else []
    return Reach(found.name, tuple(numbers), contact=found)


def reach_now(child: ChildFile, telling: Telling, open_: bool | None) -> Reach:
    """The same of somebody to tell; once the office is closed, who is rung then stands first."""
    inform, protocol = telling.inform, telling.protocol
    usual = reach(child, inform.contact, protocol, open_)
    if open_ is not False or not inform.after_hours:
        return usual
    then = reach(child, inform.after_hours, protocol, open_)
    words = "\n".join(words for words in (then.words, usual.words) if words)
    return Reach(words, (*then.numbers, *usual.numbers), then.field or usual.field, usual.contact)


def _on_the_form(child: ChildFile, name: str, open_: bool | None) -> Reach:
    form = child.protocol.key_contacts
    if not any(field.name == name for field in form.fields()):
        return Reach()  # a question of the placing authority's form
    field, record = form.field(name), child.key_contacts
    if field.columns:
        rows = by_the_hour(child.key_contacts.rows(field.name), rung_when(child), open_)
        return Reach("\n".join(_rows(child, field, rows)), tuple(_numbers(child, field, rows)))
    words = " / ".join(
        dict.fromkeys(KINDS[field.kind].show(event.value, field) for event in record.heads(name))
    )
    return Reach(words, tuple(phone_numbers(words)), name)


def _rows(child: ChildFile, table: Field, rows: list[str]) -> Iterator[str]:
    for row in rows:
        cells = (child.key_contacts.text(f"{table.name}/{row}/{c.name}") for c in table.columns)
        yield ", ".join(cell for cell in cells if cell)


def _numbers(child: ChildFile, table: Field, rows: list[str]) -> Iterator[Phone]:
    for row in rows:
        for column in table.columns:
            if column.kind == "phones":
                yield from phone_numbers(child.key_contacts.value(f"{table.name}/{row}/{column.name}"))
