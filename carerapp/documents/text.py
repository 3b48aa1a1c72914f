"""Text made safe to print, cut into runs of one font and into pieces where a line may break. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from carerapp.documents.fonts import REGULAR, Fonts
from carerapp.domain.isolated import CLOSES, OPENS

#: printed in place of what no font can draw
UNPRINTABLE = "[?]"

_LINES = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\t\u1680\u2000-\u200a\u202f\u205f]")  # one plain space will do
# Controls, marks that change the order of text (they can make a line read as another), tags. Marks that
# only keep words apart stay: they say which way an answer runs inside a sentence.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2067\u206a-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_MARKED = re.compile(r"[^\W\d_][\u0300-\u036f]+")
_MANY_LINES = re.compile(r"\n{4,}")

_CJK = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_CLOSING = "、。，．）」』】！？：；〉》〕"
_PIECES = re.compile(rf"[{_CJK}][{_CLOSING}]* *|(?:[^\s{_CJK}]|\u00a0)+ *| +")
_SPACE, _JOINERS = " \u00a0", "\u200c\u200d"
_LATIN = (REGULAR, "noto sans")
_NOT_DRAWN = ("\n", OPENS, CLOSES)


def clean(text: str, fonts: Fonts) -> str:
    """The same words without anything that could break, hide or reorder a page."""
    if text.isascii() and text.isprintable():
        return text
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = _UNSEEN.sub("", _SPACES.sub(" ", _LINES.sub("\n", text)))
    text = _MARKED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    text = _MANY_LINES.sub("\n\n\n", text)
    if all(c in _NOT_DRAWN or fonts.family_of(c) for c in set(text)):
        return text
    kept = "".join(c if c in _NOT_DRAWN or fonts.family_of(c) else "\ufffe" for c in text)
    return re.sub("\ufffe+", UNPRINTABLE, kept)


def is_plain(line: str, fonts: Fonts) -> bool:
    """True when the text font draws all of it, letter by letter, from left to right."""
    if line.isascii():
        return True
    return all(fonts.family_of(c) == REGULAR and not unicodedata.combining(c) for c in set(line))


def pieces(paragraph: str) -> Iterator[str]:
    """Words with the spaces after them; a line may break after each."""
    return (found[0] for found in _PIECES.finditer(paragraph))


def runs(text: str, fonts: Fonts) -> Iterator[tuple[str, str]]:
    """(family, characters): marks and joiners stay with their letter, a space with the words it parts."""
    family, run = "", ""
    for at, character in enumerate(text):
        own = _own(text, at, fonts)
        if run and (own == family or character in _JOINERS):
            run += character
            continue
        if run and unicodedata.combining(character) and family in _LATIN and own in _LATIN:
            # A mark that the text font lacks: the other Latin font draws it with its letter.
            if run[:-1]:
                yield family, run[:-1]
            family, run = _LATIN[1], run[-1] + character
            continue
        if run:
            yield family, run
        family, run = own, character
    if run:
        yield family, run


def _own(text: str, at: int, fonts: Fonts) -> str:
    """The family that draws this character here; a space is drawn by its neighbours where they agree."""
    if text[at] not in _SPACE:
        return fonts.family_of(text[at]) or REGULAR
    after = text[at:].lstrip(_SPACE)[:1]
    before = text[:at].rstrip(_SPACE)[-1:]
    families = {fonts.family_of(c) for c in (before, after) if c}
    family = families.pop() if len(families) == 1 else REGULAR
    return REGULAR if family in ("", "noto emoji") else family
