"""A long section in parts of one subject each, as a screen asks it.

By the definition's own `pages`; where a section has none, a sub-heading begins a part; without any, it stays
whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from forms.engine.definition import Field, Section


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Questions that are asked together, in their section's order."""

    title: str
    fields: tuple[Field, ...]


def pages_of(section: Section) -> tuple[AskedPage, ...]:
    """At least one, and every question of the section on one of them."""
    pages = _named(section) if section.pages else _by_heading(section)
    return tuple(page for page in pages if page.fields)


def _named(section: Section) -> list[AskedPage]:
    """What another file added to the section stands on its last page."""
    on = {name: number for number, page in enumerate(section.pages) for name in page.fields}
    last = len(section.pages) - 1
    return [
        AskedPage(page.title, tuple(f for f in section.fields if on.get(f.part_of or f.name, last) == number))
        for number, page in enumerate(section.pages)
    ]


def _by_heading(section: Section) -> list[AskedPage]:
    begins = [n for n, field in enumerate(section.fields) if field.heading]
    ends = [*begins, len(section.fields)]
    titles = [section.short, *(section.fields[n].heading for n in begins)]
    return [
        AskedPage(title, section.fields[start:end])
        for title, start, end in zip(titles, [0, *begins], ends, strict=True)
    ]
