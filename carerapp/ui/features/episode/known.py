"""What the form already knows about a step: numbers, accounts, places, the plan."""

from __future__ import annotations

from carerapp.actions.form_reading import Phone, Step, phone_numbers, shown
from carerapp.domain.child import ChildFile
from carerapp.domain.not_to_ring import not_to_ring
from carerapp.domain.outcomes import with_outcomes


def title(step: Step, child: ChildFile) -> str:
    """The step in plain words, with the child's first name."""
    return step.title.replace("{name}", child.first_name)


def hint(step: Step, child: ChildFile) -> str:
    """What helps with the step, with the child's first name."""
    return with_outcomes(step.hint).replace("{name}", child.first_name)


def known(step: Step, child: ChildFile) -> tuple[tuple[str, str], ...]:
    """(question, answer) for each fact the step can use, blank ones left out; secrets never."""
    found = []
    calm = child.protocol.preparation
    asked = [(calm, child.profile, name) for name in step.prepared] if calm else []
    asked += [(child.protocol.key_contacts, child.key_contacts, name) for name in step.knows]
    for form, record, name in asked:
        field = form.field(name)
        if field.secret or field.columns:
            continue
        answer = record.answer(name)
        words = shown(field, answer.value) if answer else ""
        if words:
            found.append((field.question, words))
    return tuple(found)


def one_line(step: Step, child: ChildFile) -> str:
    """The row's line: just the facts, cut to nothing rather than cut short."""
    if step.does == "call_people":
        people = people_to_ring(child)
        return (
            f"{len(people)} {'person' if len(people) == 1 else 'people'} to ring"
            if people
            else "No one on the form yet"
        )
    if step.does == "call_child":
        return ", ".join(p.display for p in child_phones(child)) or "No number on the form"
    facts = [words.replace("\n", ", ") for _, words in known(step, child)]
    return facts[0] if facts and len(facts[0]) < 90 else ""


def people_to_ring(child: ChildFile) -> list[str]:
    """The rows of those who may be rung."""
    never = not_to_ring(child)
    return [row for row in child.key_contacts.rows("people") if row not in never]


def child_phones(child: ChildFile) -> list[Phone]:
    """The child's own numbers, in the form's order."""
    return phone_numbers(child.key_contacts.value("phones"))
