"""What of a pack a sentence may be carried by, as coverage.toml names it.

A rule by its id, "HER-A1"; any other part by its key and its name, "step:c1_search_house", "contact:police",
"inform:parents", "meeting:…", "wording:…", "duty:HER-T1"; a form by its name, "form:cse_reporting_form"; a
question of a form, "field:safe_word" or "field:cse_reporting_form/agency"; what stands once in a pack or is a
list without names, by its key, "outside", "script".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

from forms.engine.declared import shape_of
from forms.engine.definition import Form
from forms.protocol import Protocol

#: what names a pack and says nothing that a source could
_HEAD = ("id", "title", "short", "version", "review", "source", "forms")


def carriers(protocol: Protocol, form: Callable[[str], Form]) -> set[str]:
    """Every name; `form` gives a form by its id."""
    return {*protocol.rules, *_parts(protocol), *_forms(protocol, form)}


def _parts(protocol: Protocol) -> Iterator[str]:
    for key in shape_of(Protocol).keys:
        value = getattr(protocol, key.field)
        if (
            isinstance(value, tuple)
            and value
            and is_dataclass(value[0])
            and (name := _name_of(type(value[0])))
        ):
            yield from (f"{key.name}:{getattr(part, name)}" for part in value)
        elif value and key.name not in _HEAD:
            yield key.name


def _name_of(part: type) -> str:
    """The field by which its parts are told apart; "" where they are not."""
    names = [field.name for field in fields(part)]
    return shape_of(part).unique or next((name for name in ("field", "id", "name") if name in names), "")


def _forms(protocol: Protocol, form: Callable[[str], Form]) -> Iterator[str]:
    own = [each for each in (protocol.key_contacts, protocol.episode, protocol.preparation) if each]
    for each in own:
        yield from (f"field:{field.name}" for field in each.fields())
    for each in (*own, *map(form, protocol.forms)):
        name = each.id.rpartition("/")[2]
        yield f"form:{name}"
        yield from (f"field:{name}/{field.name}" for field in each.fields())
