"""Whatever is typed, and whatever was stored: no kind raises, and no words are lost."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.engine.answers import NOT_KNOWN, Value, is_blank
from forms.engine.definition import Choice, Field
from forms.engine.kinds import KINDS, phone_numbers
from forms.engine.kinds.yes_no_comments import printed_comments, yes_no

kinds = st.sampled_from(sorted(KINDS))
expects = st.sampled_from(["", "past", "future", "birth"])
todays = st.dates(date(2000, 1, 1), date(2100, 1, 1))
odd = st.sampled_from(
    [
        "\x00",
        "\x1b[2J",
        "\u202e",
        "\u200f",
        "👨‍👩‍👧",
        "\ud83d",
        "٤/٣/٢٠١٢",
        "²",
        "½",
        "Ⅷ",
        "\r\n",
        "x" * 200_000,
        "9" * 200_000,
    ]
)
typed = st.lists(st.text() | odd | st.sampled_from(list("0123456789/:.-+@ apm,;()")), max_size=12).map(
    "".join
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(NOT_KNOWN),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["outcome", "comments", "chosen", "other", "photo", "taken_on", "name", "at", "special"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=6,
)


def field(kind: str, expects: str = "") -> Field:
    choices = (Choice("a", "A first"), Choice("b", "B second"))
    return Field(name="f", kind=kind, label="F:", choices=choices, expects=expects)  # type: ignore[arg-type]


def visible(text: str) -> str:
    """The letters and figures of a text, in any script."""
    return "".join(c for c in text if c.isalnum())


@settings(deadline=None)
@given(kinds, typed, expects, todays)
def test_anything_typed_can_be_kept_checked_and_shown(kind: str, text: str, wish: str, today: date) -> None:
    """Storable as UTF-8 JSON, a message or none, plain text to show."""
    f, k = field(kind, wish), KINDS[kind]
    value = k.parse(text, f)
    json.dumps(value, ensure_ascii=False).encode("utf-8")
    assert k.check(value, f, today=today) is None or str(k.check(value, f, today=today)).endswith(".")
    assert isinstance(k.show(value, f), str)
    assert k.is_answered(value) in (True, False)


@settings(deadline=None)
@given(kinds, values, todays)
def test_anything_stored_can_be_checked_and_shown(kind: str, value: Value, today: date) -> None:
    """Also what another version, another kind or another device stored."""
    f, k = field(kind), KINDS[kind]
    assert k.check(value, f, today=today) is None or isinstance(k.check(value, f, today=today), str)
    assert isinstance(k.show(value, f), str)
    assert k.is_answered(value) in (True, False)
    assert yes_no(value) in ("Yes", "No", "")
    assert isinstance(printed_comments(value), str)
    assert isinstance(phone_numbers(value), list)


@given(st.sampled_from(["text", "long_text", "phones", "email", "table", "photo"]), st.text())
def test_words_are_kept_letter_by_letter(kind: str, text: str) -> None:
    """Every letter and figure typed is in what is kept and shown."""
    f, k = field(kind), KINDS[kind]
    assert visible(k.parse(text, f)) == visible(text)
    if not is_blank(k.parse(text, f)):
        assert visible(k.show(k.parse(text, f), f)) == visible(text)


@given(kinds.filter(lambda k: k not in ("several", "yes_no_comments", "signature")), st.text(min_size=1))
def test_what_is_not_understood_is_kept_exactly(kind: str, text: str) -> None:
    """A kind either understands the words or keeps them; parsing what was kept changes nothing."""
    f, k = field(kind), KINDS[kind]
    once = k.parse(text, f)
    if isinstance(once, str):
        assert k.parse(once, f) == once


@given(st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_days_survive_being_shown_and_typed_again(day: date) -> None:
    """In words, in figures and in ISO."""
    f, k = field("date"), KINDS["date"]
    written = [
        k.show(day.isoformat(), f),
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}{day.month:02}{day.year}",
    ]
    assert {k.parse(w, f) for w in written} == {day.isoformat()}


@given(st.datetimes(datetime(1800, 1, 2), datetime(2200, 12, 30)), st.integers(-720, 840))
def test_moments_keep_their_offset(local: datetime, minutes: int) -> None:
    """An offset that was given is kept; a moment that was kept is not changed."""
    moment = local.replace(tzinfo=timezone(timedelta(minutes=minutes))).isoformat()
    f, k = field("date_time"), KINDS["date_time"]
    assert k.parse(moment, f) == moment
    assert k.check(moment, f, today=date(2026, 1, 1)) is None


@given(st.times())
def test_times_survive(time: object) -> None:
    """Every minute of the day, written three ways; "10.30" may be in the evening: it is not guessed."""
    f, k = field("time"), KINDS["time"]
    hhmm = f"{time:%H:%M}"
    dotted = hhmm.replace(":", ".")
    assert k.parse(hhmm, f) == k.parse(hhmm.replace(":", ""), f) == hhmm
    assert k.parse(dotted, f) == (dotted if hhmm[:2] in ("10", "11", "12") else hhmm)


@given(st.lists(st.from_regex(r"0[127][0-9]{9}", fullmatch=True), min_size=1, max_size=5, unique=True))
def test_every_number_in_a_list_can_be_dialled(numbers: list[str]) -> None:
    """In their order, each once, by every separator that people use."""
    for between in (", ", "/", "\n", " or ", "; "):
        assert [p.dial.replace("+44", "0") for p in phone_numbers(between.join(numbers))] == numbers
