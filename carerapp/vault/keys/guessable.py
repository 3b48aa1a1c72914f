"""Which numbers are tried first: runs, repeats, patterns of the keypad, days that somebody was born on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_KEYPAD = frozenset(
    {
        "147258",
        "258369",
        "159753",
        "147852",
        "789456",
        "159357",
        "456123",
        "741852",
        "963852",
        "123654",
        "124578",
        "142536",
        "147369",
        "102030",
        "112358",
        "314159",
        "14725836",
        "12345679",
        "98765432",
        "31415926",
        "11223344",
        "147258369",
        "123456789",
    }
)
_YEARS = range(1900, 2100)
#: How a day is written in so many digits: D and M of one or two, Y of two or four. Also a month and its year.
_SPELLINGS = {
    6: ("DDMMYY", "MMDDYY", "YYMMDD", "YYDDMM", "YYYYMM", "MMYYYY", "DMYYYY", "YYYYDM"),
    7: ("DMMYYYY", "DDMYYYY", "YYYYDMM", "YYYYDDM"),
    8: ("DDMMYYYY", "MMDDYYYY", "YYYYMMDD", "YYYYDDMM"),
}


def is_common(digits: Sequence[int]) -> bool:
    """One step again and again, something that repeats, doubled digits, the same backwards, a keypad's
    column."""
    n = len(digits)
    steps = {(b - a) % 10 for a, b in pairwise(digits)}
    repeats = any(all(d == digits[i % every] for i, d in enumerate(digits)) for every in range(1, n // 2 + 1))
    doubled = n % 2 == 0 and all(a == b for a, b in zip(digits[::2], digits[1::2], strict=True))
    mirrored = list(digits) == list(digits)[::-1]
    keypad = "".join(map(str, digits)) in _KEYPAD
    return len(steps) == 1 or repeats or doubled or mirrored or keypad


def is_date(digits: Sequence[int]) -> bool:
    """Whether a day of this or the last century is written like this, in Britain or elsewhere: 36,500 days
    are tried in two hours."""
    plain = "".join(map(str, digits))
    return any(_fits(plain, spelling) for spelling in _SPELLINGS.get(len(plain), ()))


def _fits(plain: str, spelling: str) -> bool:
    day, month, year = (
        int("".join(c for c, what in zip(plain, spelling, strict=True) if what == part) or 1)
        for part in "DMY"
    )
    return 1 <= day <= 31 and 1 <= month <= 12 and (year in _YEARS or "YYYY" not in spelling)
