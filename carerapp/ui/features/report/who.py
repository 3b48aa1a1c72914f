"""Who must be told, by whom, and with which number: the protocol's list read for one child."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from carerapp.actions.form_reading import Contact, Field, Inform, Phone, Stage, phone_numbers, shown
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode

OF_THE_FORM = "kcf:"


@dataclass(frozen=True, slots=True)
class Telling:
    """The carer's own, those only in some cases, and those that others tell."""

    now: tuple[Inform, ...]
    sometimes: tuple[Inform, ...]
    by_others: tuple[Inform, ...]


def telling(child: ChildFile, episode: Episode) -> Telling:
    """Most urgent first. A case the protocol names stays apart, unless it has a number of its own."""
    informs = child.protocol.informs
    court = episode.record.value("court_conditions") == "yes"
    found = [i for i in informs(child.setting, "now") if court or not i.when]
    stages: tuple[Stage, ...] = ("before_report", "with_report", "next_working_day")
    for stage in stages:
        found += informs(child.setting, stage)
    own = [i for i in found if i.by in ("carer", "anyone")]
    seen: set[str] = set()
    now: list[Inform] = []
    for inform in own:
        ours = inform.contact.startswith(OF_THE_FORM) and inform.contact not in seen
        if not inform.condition or ours:
            now.append(inform)
            seen.add(inform.contact)
    return Telling(
        tuple(now),
        tuple(i for i in own if i not in now),
        tuple(i for i in found if i not in own),
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach someone: what stands on the form, its numbers, or the protocol's contact."""

    words: str = ""
    numbers: tuple[Phone, ...] = ()
    field: str = ""  # of the Key Contacts form, to be filled in when there is no number
    contact: Contact | None = None


def reach(child: ChildFile, contact: str) -> Reach:
    """How to reach whoever a protocol or the form names."""
    if contact.startswith(OF_THE_FORM):
        return _on_the_form(child, contact.removeprefix(OF_THE_FORM))
    found = next((c for c in child.protocol.contacts if c.id == contact), None)
    if found is None:
        return Reach()
    numbers = phone_numbers(found.value) if found.kind == "phone" else []
    return Reach(found.name, tuple(numbers), contact=found)


def _on_the_form(child: ChildFile, name: str) -> Reach:
    field, record = child.protocol.key_contacts.field(name), child.key_contacts
    if field.columns:
        return Reach("\n".join(_rows(child, field)), tuple(_numbers(child, field)))
    words = " / ".join(dict.fromkeys(shown(field, event.value) for event in record.heads(name)))
    return Reach(words, tuple(phone_numbers(words)), name)


def _rows(child: ChildFile, table: Field) -> Iterator[str]:
    for row in child.key_contacts.rows(table.name):
        cells = (child.key_contacts.text(f"{table.name}/{row}/{c.name}") for c in table.columns)
        yield ", ".join(cell for cell in cells if cell)


def _numbers(child: ChildFile, table: Field) -> Iterator[Phone]:
    for row in child.key_contacts.rows(table.name):
        for column in table.columns:
            if column.kind == "phones":
                yield from phone_numbers(child.key_contacts.value(f"{table.name}/{row}/{column.name}"))
