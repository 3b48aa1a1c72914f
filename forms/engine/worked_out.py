"""What an expression comes to: as XPath says in ODK, with one more value, open, of a "not known".

A number is a float, words are words, a blank is "". A day is words that count as days since 1970 where a
number is asked for. Nothing is equal to, more or less than what is open, and its sum is open.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Protocol as Port
from typing import cast

from forms.engine.answers import Value as Answered
from forms.engine.answers import is_blank, is_not_known
from forms.engine.conditions import fact_words
from forms.engine.expressions import OF_ROWS, Expr

Value = float | str | bool | None  # None: open
NAN = math.nan

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_SAME = 1e-12  # numbers nearer than this are one
_LONGEST_MATCHED = 500  # letters; longer words match no pattern
_DAY = 24 * 60 * 60  # seconds


class Known(Port):
    """The answers that an expression asks about, from where it stands."""

    @property
    def now(self) -> datetime: ...  # aware
    def one(self, name: str) -> Value:
        """The answer of this question; "" when it is blank or not asked."""

    def many(self, name: str) -> Sequence[Value]:
        """Of a table, a value a row; of a column, the answer in each row."""

    @property
    def here(self) -> Value: ...  # what a constraint is about
    def key(self, name: str) -> Value:
        """A key of the choice that a filter is about."""


def worth(value: Answered) -> Value:
    """A stored answer as an expression sees it."""
    if is_not_known(value):
        return None
    if is_blank(value):
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, Mapping):
        for key in ("chosen", "outcome"):
            if key in value:
                return " ".join(fact_words(value))
        return next((v for v in value.values() if isinstance(v, str) and v), "")
    return " ".join(fact_words(value))


def work_out(tree: Expr, known: Known) -> Value:
    """What it comes to; None while it is open. Never raises."""
    match tree:
        case ("num", float() as number):
            return number
        case ("text", str() as words):
            return words
        case ("ref", str() as name):
            return known.one(name)
        case ("here",):
            return known.here
        case ("key", str() as name):
            return known.key(name)
        case ("neg", tuple() as a):
            value = number_of(work_out(a, known))
            return None if value is None else -value
        case ("op", "and" | "or" as sign, tuple() as a, tuple() as b):
            return _joined(sign, (truth_of(work_out(a, known)), truth_of(work_out(b, known))))
        case ("op", str() as sign, tuple() as a, tuple() as b):
            return _compared(sign, work_out(a, known), work_out(b, known))
        case ("call", str() as name, tuple() as given):
            return _called(name, cast(tuple[Expr, ...], given), known)
    raise AssertionError(f"not an expression: {tree!r}")


def truth_of(value: Value) -> bool | None:
    """Whether it holds; None while it is open."""
    if value is None or isinstance(value, bool):
        return value
    return value != "" if isinstance(value, str) else not (value == 0 or math.isnan(value))


def number_of(value: Value) -> float | None:
    """As a number; no number (NaN) where the words are none, None while it is open."""
    if value is None:
        return None
    if not isinstance(value, str):
        return float(value)
    words = value.strip()
    return float(words) if is_number(words) else _days(words)


def is_number(words: str) -> bool:
    """Whether these words are a number in digits."""
    return bool(_NUMBER.fullmatch(words.strip()))


def words_of(value: Value) -> str:
    """As words; "" while it is open."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if math.isnan(value) or math.isinf(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return plain_number(value)


def plain_number(value: float) -> str:
    """In digits, never with a power of ten."""
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")


def _days(words: str) -> float:
    """Days since 1970 of a day or a moment; the part of a day of a time; NaN of anything else."""
    try:
        if len(words) == 10:
            return float(date.fromisoformat(words).toordinal() - date(1970, 1, 1).toordinal())
        if len(words) == 5:
            at = time.fromisoformat(words)
            return (at.hour * 60 + at.minute) / (24 * 60)
        moment = datetime.fromisoformat(words)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() / _DAY
    except (ValueError, OverflowError):
        return NAN


def _joined(sign: str, truths: tuple[bool | None, bool | None]) -> bool | None:
    decides = sign == "or"
    return decides if decides in truths else None if None in truths else not decides


_ORDER: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _compared(sign: str, a: Value, b: Value) -> Value:
    if a is None or b is None:
        return None
    if sign in ("=", "!="):
        return _equal(a, b) is (sign == "=")
    x, y = cast(float, number_of(a)), cast(float, number_of(b))
    return _ORDER[sign](x, y) if sign in _ORDER else _sum(sign, x, y)


def _equal(a: Value, b: Value) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return truth_of(a) == truth_of(b)
    if isinstance(a, float) or isinstance(b, float):
        return abs(cast(float, number_of(a)) - cast(float, number_of(b))) < _SAME
    return a == b


def _sum(sign: str, x: float, y: float) -> float:
    try:
        match sign:
            case "+":
                return x + y
            case "-":
                return x - y
            case "*":
                return x * y
            case "div":
                return x / y
        return math.fmod(x, y)
    except (ZeroDivisionError, ValueError):
        if sign == "mod" or x == 0 or math.isnan(x) or math.isnan(y):
            return NAN
        return math.copysign(math.inf, x)


def _called(name: str, given: tuple[Expr, ...], known: Known) -> Value:
    if name == "if":
        held = truth_of(work_out(given[0], known))
        return None if held is None else work_out(given[1 if held else 2], known)
    if name in OF_ROWS and given[0][0] == "ref" and len(given) == 1:
        return _of_rows(name, known.many(str(given[0][1])))
    values = [work_out(each, known) for each in given]
    if name == "coalesce":
        return values[1] if values[0] in ("", None) else values[0]
    if None in values:
        return None
    if name in OF_ROWS:
        return _of_rows(name, values)
    return _PLAIN[name](known, *values)


def _of_rows(name: str, values: Iterable[Value]) -> Value:
    values = list(values)
    if name == "count":
        return float(len(values))
    if None in values:
        return None
    numbers = [cast(float, number_of(value)) for value in values if value != ""]  # in ODK a blank row is none
    if name == "sum":
        return sum(numbers, 0.0)
    numbers = [number for number in numbers if not math.isnan(number)]
    return (min if name == "min" else max)(numbers) if numbers else NAN


def _rounded(value: Value, places: Value = 0.0) -> float:
    number, digits = cast(float, number_of(value)), cast(float, number_of(places))
    if math.isnan(number) or math.isinf(number) or not abs(digits) < 16:
        return number if abs(digits) < 16 else NAN
    scale = 10.0 ** int(digits)
    return math.floor(number * scale + 0.5) / scale


def _whole(value: Value) -> float:
    number = cast(float, number_of(value))
    return number if math.isnan(number) or math.isinf(number) else float(int(number))


def _matches(words: str, pattern: str) -> bool:
    return len(words) <= _LONGEST_MATCHED and bool(re.fullmatch(pattern, words))


def _day_of(value: Value) -> str:
    if isinstance(value, str):
        return value[:10]
    days = cast(float, number_of(value))
    try:
        return date.fromordinal(int(days // 1) + date(1970, 1, 1).toordinal()).isoformat()
    except (ValueError, OverflowError):
        return ""


_PLAIN: Mapping[str, Callable[..., Value]] = {
    "boolean": lambda known, value: truth_of(value),
    "concat": lambda known, *values: "".join(map(words_of, values)),
    "count-selected": lambda known, value: float(len(words_of(value).split())),
    "date": lambda known, value: _day_of(value),
    "decimal-date-time": lambda known, value: number_of(value),
    "false": lambda known: False,
    "int": lambda known, value: _whole(value),
    "not": lambda known, value: not truth_of(value),
    "now": lambda known: known.now.isoformat(timespec="seconds"),
    "number": lambda known, value: number_of(value),
    "regex": lambda known, value, pattern: _matches(words_of(value), words_of(pattern)),
    "round": lambda known, *values: _rounded(*values),
    "selected": lambda known, value, word: words_of(word) in words_of(value).split(),
    "string": lambda known, value: words_of(value),
    "string-length": lambda known, value: float(len(words_of(value))),
    "today": lambda known: known.now.date().isoformat(),
    "true": lambda known: True,
}
