"""A question whose words speak of answers, with these put in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from forms.engine.definition import Field
from forms.engine.form_keys import Pairs


def filled(one: Field, words: Callable[[str], str]) -> Field:
    """The question with all its words as `words` gives them; itself where none speaks of an answer."""
    if not any("${" in text for text in _all_words(one)):
        return one

    def pairs(said: Pairs) -> Pairs:
        return tuple((language, words(text)) for language, text in said)

    return replace(
        one,
        label=words(one.label),
        plain=words(one.plain),
        hint=words(one.hint),
        note=words(one.note),
        guidance=words(one.guidance),
        labels=pairs(one.labels),
        hints=pairs(one.hints),
        choices=tuple(replace(c, label=words(c.label), labels=pairs(c.labels)) for c in one.choices),
    )


def _all_words(one: Field) -> Iterator[str]:
    yield from (one.label, one.plain, one.hint, one.note, one.guidance)
    yield from (words for _, words in (*one.labels, *one.hints))
    yield from (words for c in one.choices for words in (c.label, *(said for _, said in c.labels)))
