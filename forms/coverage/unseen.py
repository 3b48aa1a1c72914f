"""What of a pack may be named as a carrier, and stands on no screen: it carries nothing.

A rule is shown by whatever names it: a danger, a row of the table (its `also` too), a step, an inform, a
duty, a step of the return, a wording, a list, a meeting, a question of the forms. `[[not_a_duty]]` says only
why the app does not compute a rule of time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import is_dataclass

from forms.engine.declared import shape_of
from forms.protocol import Protocol

_SHOWS_NOTHING = "not_a_duty"


def unseen(protocol: Protocol) -> set[str]:
    """The ids of the rules that nothing shows, and "not_a_duty:…" for each rule that is not computed."""
    shown = {*_named(protocol), *_asked(protocol)}
    hidden = {f"{_SHOWS_NOTHING}:{each.rule}" for each in protocol.not_duties}
    return {*(id for id in protocol.rules if id not in shown), *hidden}


def _named(part: object) -> Iterator[str]:
    """The rules that a part names, and the parts inside it."""
    for key in shape_of(type(part)).keys:
        if key.name == _SHOWS_NOTHING:
            continue
        value = getattr(part, key.field)
        several = value if isinstance(value, tuple) else (value,)
        if key.refers and key.refers.rests and "rules" in key.refers.to:
            yield from (name for name in several if name)
        for inner in value if isinstance(value, tuple) else ():
            if is_dataclass(inner):
                yield from _named(inner)


def _asked(protocol: Protocol) -> Iterator[str]:
    """The rules that the questions of its forms name."""
    for form in (protocol.key_contacts, protocol.episode):
        for field in form.fields():
            yield from field.rules
