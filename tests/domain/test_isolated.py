"""Words of another direction stay apart from the sentence around them, and cannot reach beyond it."""

from __future__ import annotations

import pytest

from carerapp.domain.isolated import CLOSES, OPENS, isolated

NAME = "ليلى"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Sam, 07700 900456", "Sam, 07700 900456"),
        ("Łódź", "Łódź"),
        (NAME, f"{OPENS}{NAME}{CLOSES}"),
        (f"{NAME}\nSam\n{NAME}", f"{OPENS}{NAME}{CLOSES}\nSam\n{OPENS}{NAME}{CLOSES}"),
        (f"a {OPENS}{NAME}{CLOSES}", f"{OPENS}a {OPENS}{NAME}{CLOSES}{CLOSES}"),  # each mark has its partner
        (f"{OPENS}{OPENS}é{CLOSES}{CLOSES}", f"{OPENS}{OPENS}é{CLOSES}{CLOSES}"),
        (f"{OPENS}é", "é"),  # one without a partner is left out
        (f"é{CLOSES}", "é"),
        (f"{CLOSES}é{OPENS}", "é"),
        (f"\u202e{NAME}\u2067", f"{OPENS}{NAME}{CLOSES}"),
    ],
)
def test_only_marks_in_pairs_are_kept(words: str, shown: str) -> None:
    """A right-to-left line gets its own pair; other marks of direction are left out."""
    assert isolated(words) == shown
