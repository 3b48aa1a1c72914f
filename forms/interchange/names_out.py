"""What each thing of a form is called in XLSForm: a question by its own name, a column by two.

Two things of one form never have one name there, whatever the case of its letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.engine.definition import Field, Form
from forms.engine.expressions import REFERENCE, Formula
from forms.engine.kinds import KINDS

#: elements that every XForm has
_TAKEN = ("data", "meta", "instanceid", "instancename")
_FORMULAS = ("relevant", "constraint", "calculation", "choice_filter", "repeat_count")


@dataclass(slots=True)
class Names:
    """Of one form. Questions first; what only other tools need takes what is left."""

    form: Form
    _names: dict[str, str] = field(init=False, default_factory=dict)  # "table.column" → name there
    _taken: set[str] = field(init=False, default_factory=lambda: set(_TAKEN))
    _lists: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        shared = (kind.xlsform for kind in KINDS.values() if kind.xlsform.choices)
        self._lists |= {each.type.partition(" ")[2] for each in shared}
        asked = list(_places(self.form.fields()))
        often = [one.called for _, one in asked] + [group.called for group in self.form.groups]
        spoken = set(_spoken_of(self.form))
        alone = {name for name in often if often.count(name) == 1}
        for place, one in asked:
            if one.called and (one.called in alone or one.name not in spoken):
                self._names[place] = one.called
                self._taken.add(one.called.casefold())
        for place, one in asked:
            if place not in self._names:
                table, _, _ = place.rpartition(".")
                self._names[place] = self.free(f"{self._names[table]}_{one.name}" if table else one.name)

    def of(self, place: str) -> str:
        """Of a question; of a column as `table.column`."""
        return self._names[place]

    def free(self, name: str) -> str:
        """This name, or where it is taken the next that is not; nobody else gets it."""
        found, number = name, 2
        while found.casefold() in self._taken:
            found, number = f"{name}_{number}", number + 1
        self._taken.add(found.casefold())
        return found

    def beside(self, place: str) -> str:
        """Of the text question for the words beside a choice."""
        kind = KINDS[self.form.field(place).kind]
        key = f"{place}:beside"
        if kind.xlsform.beside and key not in self._names:
            self._names[key] = self.free(f"{self._names[place]}_{kind.xlsform.beside[0]}")
        return self._names.get(key, "")

    def list_of(self, place: str) -> str:
        """Of the question's own list of choices."""
        key = f"{place}:list"
        if key not in self._names:
            name, number = self._names[place], 2
            found = name
            while found in self._lists:
                found, number = f"{name}_{number}", number + 1
            self._lists.add(found)
            self._names[key] = found
        return self._names[key]


def _places(fields: Iterator[Field] | tuple[Field, ...], within: str = "") -> Iterator[tuple[str, Field]]:
    for one in fields:
        place = f"{within}{one.name}"
        yield place, one
        yield from _places(one.columns, f"{place}.")


def _spoken_of(form: Form) -> Iterator[str]:
    """Every name that a condition, an expression or a label speaks of."""
    for thing in (*form.sections, *form.groups, *(one for _, one in _places(form.fields()))):
        for key in _FORMULAS:
            said = getattr(thing, key, None)
            names = said.names if said is not None else ()
            yield from (name.rpartition(".")[2] for name in names)
            yield from (name.partition(".")[0] for name in names if isinstance(said, Formula))
        words = (getattr(thing, key, "") for key in ("label", "plain", "hint", "note", "guidance"))
        yield from (name for each in words for name in REFERENCE.findall(each))
