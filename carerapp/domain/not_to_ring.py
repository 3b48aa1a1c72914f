"""Who must not be rung, as a person said: by their row, and by their numbers wherever these stand."""

from __future__ import annotations

from carerapp.domain.child import ChildFile
from carerapp.domain.topics import Topic
from carerapp.domain.topics.do_not_ring import DoNotRing
from forms.engine.kinds.phones import phone_numbers

NEXT_OF_KIN = "next_of_kin"  # by which what is said of them is kept, and the form's question


def not_to_ring(child: ChildFile) -> frozenset[str]:
    """The rows, and the numbers as a dialler takes them. The newest word on a person holds."""
    rows: dict[str, bool] = {}
    for event in child.key_contacts.notes(Topic.DO_NOT_RING):
        said = DoNotRing.of(event)
        rows[said.who] = not said.ring
    found = {who for who, never in rows.items() if never}
    numbers = {
        number.dial
        for who in found
        for path in ((who,) if who == NEXT_OF_KIN else (f"people/{who}/phone",))
        for number in phone_numbers(child.key_contacts.value(path))
    }
    return frozenset(found | numbers)
