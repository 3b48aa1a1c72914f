"""The colours can be told from what they stand on, in both schemes."""

from __future__ import annotations

import pytest

from carerapp.ui.theme import DARK, LIGHT, TYPE

GROUNDS = ("surface", "surface_container_lowest", "surface_container")
ON = (
    "primary",
    "secondary",
    "tertiary",
    "error",
    "primary_container",
    "secondary_container",
    "tertiary_container",
    "error_container",
    "inverse_surface",
)
TEXT = [
    *(
        (ink, ground)
        for ground in GROUNDS
        for ink in ("on_surface", "on_surface_variant", "primary", "secondary", "tertiary")
    ),
    *((f"on_{ground}", ground) for ground in ON),
    ("inverse_primary", "inverse_surface"),
]
EDGES = [("outline", ground) for ground in GROUNDS]


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2: from 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_edges_stand_out(scheme: dict[str, str]) -> None:
    """Text at least 6 to 1 (WCAG's AAA asks 7 of small text, AA 4.5); edges of controls at least 4."""
    assert {pair: contrast(scheme[pair[0]], scheme[pair[1]]) for pair in TEXT} == pytest.approx(
        {pair: max(6.0, contrast(scheme[pair[0]], scheme[pair[1]])) for pair in TEXT}
    )
    assert all(contrast(scheme[edge], scheme[ground]) >= 4.0 for edge, ground in EDGES)


def test_both_schemes_have_the_same_meanings() -> None:
    """A meaning has its colour in the light and in the dark scheme."""
    assert LIGHT.keys() == DARK.keys()


def test_nothing_is_smaller_than_16() -> None:
    """No style of the theme is below 16 points."""
    assert min(size for size, _, _ in TYPE.values()) == 16
