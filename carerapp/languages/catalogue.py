"""A language's catalogue, read from the .mo file that comes with the app."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from carerapp.languages.ident import bare, filled, ident, sentences

HERE = Path(__file__).resolve().parent
#: the line of a catalogue's header in which a native speaker signs it: a name and a day
CHECKED = "x-checked-by"
NOBODY = "nobody yet"


@dataclass(frozen=True)
class Language:
    """``name`` is its own, for who reads it; ``english`` for who helps them."""

    code: str
    name: str
    english: str
    rtl: bool = False
    stop: str = "."


LANGUAGES = (
    Language("pl", "Polski", "Polish"),
    Language("ro", "Română", "Romanian"),
    Language("uk", "Українська", "Ukrainian"),
    Language("ur", "اردو", "Urdu", rtl=True, stop="۔"),
    Language("ar", "العربية", "Arabic", rtl=True),
)


class Catalogue:
    """What is said in one language. A sentence that it does not have is "": then English stands alone."""

    def __init__(self, language: Language, said: gettext.NullTranslations) -> None:
        self.language, self._said = language, said
        signed = said.info().get(CHECKED, NOBODY).strip()
        self.checked_by = "" if signed in ("", NOBODY) else signed

    def under(self, words: str, name: str = "") -> str:
        """The line under these words: all of them, or nothing. ``name``: the child's first name."""
        each = [self._sentence(one, name) for one in sentences(words)]
        return " ".join(each) if all(each) else ""

    def _sentence(self, words: str, name: str) -> str:
        for one in {"": None, name: None}:  # a child may be called by a word that stands in a sentence
            id, found = ident(words, one)
            id, before, after = bare(id)
            if id and (said := self._said.gettext(id)) != id:
                return before + filled(said, found) + after.replace(".", self.language.stop)
        return ""


@cache
def catalogue_of(code: str) -> Catalogue | None:
    """None for a language that is not there, or "" for none."""
    language = next((one for one in LANGUAGES if one.code == code), None)
    if language is None:
        return None
    with (HERE / f"{code}.mo").open("rb") as file:
        return Catalogue(language, gettext.GNUTranslations(file))
