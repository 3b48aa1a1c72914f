"""Words in a search field: capitals, accents and the marks that a phone sets make no difference."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.folded import folded, has_words


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Rang Łukasz at the Café", "lukasz cafe"),
        ("Sören phoned: Straße 5", "strasse"),
        ("O’Brien’s house", "o'brien"),
        ("O'Brien's house", "O’BRIEN"),
        ("Zoë Ångström", "zoe angstrom"),
        ("İpek, Ørjan, Æsa", "ipek orjan aesa"),
        ("21:40–22:10 at the park", "21:40-22:10"),
        ("Told the police. No answer.", "polic answer"),
        ("ሰላም said her aunt", "ሰላም"),
        ("أَحْمَد", "أحمد"),
    ],
)
def test_a_carer_finds_it_as_they_would_type_it(text: str, typed: str) -> None:
    """Each word, or a part of it, in any order."""
    assert has_words(text, typed)
    assert has_words(text, " ".join(reversed(typed.split())))
    assert not has_words(text, f"{typed} elsewhere")


def test_nothing_typed_is_in_every_text() -> None:
    """Also spaces alone."""
    assert has_words("words", "")
    assert has_words("", "  ")
    assert not has_words("", "a")


@given(st.text())
def test_to_fold_again_changes_nothing(text: str) -> None:
    """So it does not matter which side was folded already."""
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_capitals_and_the_way_letters_are_composed_do_not_matter(text: str) -> None:
    """However a keyboard put the text together, it is found."""
    assert folded(unicodedata.normalize("NFC", text)) == folded(unicodedata.normalize("NFD", text))
    assert has_words(text, text)
