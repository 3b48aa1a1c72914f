"""Fonts: the interface's own before the first frame, the others when a text asks for them."""

from __future__ import annotations

from typing import Any, cast

import flet as ft
import pytest

from carerapp.ui.typefaces import FONTS, Typefaces, table, words_of


class Page:
    fonts: dict[str, str]


def faces() -> tuple[Page, Typefaces]:
    page = Page()
    return page, Typefaces(cast(ft.Page, page))


def test_the_first_frame_waits_for_latin_only() -> None:
    """Only the fonts marked for the start are registered before a text asks for more."""
    page, _ = faces()
    size = sum((FONTS.parent / file).stat().st_size for file in page.fonts.values())
    assert size < 1_000_000
    assert not any("SC" in file or "KR" in file for file in page.fonts.values())


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("نور مثال", "Noto Sans Arabic"),
        ("ሳባ ኣብነት", "Noto Sans Ethiopic"),
        ("范例", "Noto Sans SC"),
        ("😀", "Noto Emoji"),
    ],
)
def test_a_name_in_another_script_brings_its_font(name: str, family: str) -> None:
    """Once; and the fallback chain holds it from then on."""
    page, typefaces = faces()
    assert family not in typefaces.families
    assert typefaces.need("Sam", name)
    assert family in page.fonts
    assert family in typefaces.families
    assert not typefaces.need(name)


def test_polish_needs_nothing_more() -> None:
    """Polish letters are in the fonts of the start."""
    _, typefaces = faces()
    assert not typefaces.need("Łucja Przykładowska-Żółć")


def test_every_font_that_is_named_is_there() -> None:
    """Each file of the table is in the folder."""
    assert all((FONTS.parent / file).is_file() for _, file, _, _ in table())


def test_words_are_found_in_boxes_and_behind_names() -> None:
    """Words in text boxes and in names for screen readers are looked at too."""
    named: Any = ft.Semantics(label="x", content=ft.TextField(value="范"))
    drawn = ft.Column([ft.Text("a"), ft.Container(ft.Row([ft.Text("b")])), ft.MergeSemantics(content=named)])
    assert sorted(words_of(drawn)) == ["a", "b", "范"]
