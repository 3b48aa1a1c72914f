"""The picture of a child's episodes: the last 90 days, the days and hours, the counts; also in words."""

from __future__ import annotations

from datetime import date

import flet as ft

from carerapp.domain.absence import Earlier
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import elapsed_words
from carerapp.domain.pattern import DAYS, PARTS, Pattern, pattern, thresholds
from carerapp.ui import kit
from carerapp.ui.questions.question_view import MONTHS
from carerapp.ui.shell import App
from carerapp.ui.theme import ACTION, DUE_BG, FILL, HAIR, INK, INK2, NONE, ON_ACTION, TONAL

_SHORT = ("M", "T", "W", "T", "F", "S", "S")
_WEEKS = 13
_HOURS = ("0–6", "6–12", "12–18", "18–24")


def picture(app: App, child: ChildFile) -> list[ft.Control]:
    """Nothing for a child who was never away; false alarms are left out."""
    now = app.now()
    history = [
        Earlier(e.unknown_since, e.found_at or now, e.reported_at is not None)
        for e in child.episodes
        if not e.false_alarm
    ]
    if not history:
        return []
    found = pattern(history, now, child.protocol)
    return [
        kit.card(
            kit.h2("The last 90 days"), *_counts(child, found), _calendar(found), *_words(found, history)
        ),
        kit.card(kit.h2("When"), _week(found), kit.text(_usual(found), color=INK2)),
    ]


def _counts(child: ChildFile, found: Pattern) -> list[ft.Control]:
    """How many, beside the numbers at which the protocol asks for a meeting."""
    steps = thresholds(child.protocol)
    what = "reported" if child.protocol.counts == "reported" else "in all"
    times = "1 time" if found.episodes_90 == 1 else f"{found.episodes_90} times"
    shown: list[ft.Control] = [kit.text(f"{times} {what}, {found.hours_90:.0f} hours", "strong")]
    if steps:
        boxes: list[ft.Control] = []
        for n in range(1, max(*steps, found.episodes_90) + 1):
            full, mark = n <= found.episodes_90, n in steps
            boxes.append(
                ft.Container(
                    kit.text(str(n) if mark else "", "small_strong", ON_ACTION if full else INK),
                    width=28,
                    height=28,
                    alignment=ft.Alignment.CENTER,
                    border_radius=14,
                    bgcolor=ACTION if full else DUE_BG if mark else NONE,
                    border=ft.Border.all(1, ACTION if full or mark else HAIR),
                )
            )
        reached = [n for n in steps if n <= found.episodes_90]
        following = next((n for n in steps if n > found.episodes_90), None)
        words = f"{child.protocol.short} asks for something at {_listed(steps)}."
        if reached:
            words += f" Reached: {reached[-1]}."
        if following:
            words += f" Next: {following}."
        shown += [_unread(ft.Row(boxes, wrap=True, spacing=6, run_spacing=6)), kit.text(words, "small", INK2)]
    return shown


def _listed(numbers: tuple[int, ...]) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}" if first else last


def _unread(control: ft.Control) -> ft.Control:
    """The words below say the same: a screen reader reads those."""
    return ft.Semantics(exclude_semantics=True, content=control)


def _shade(hours: float) -> ft.ColorValue:
    if hours < 0:
        return FILL
    return TONAL if hours < 4 else ft.Colors.with_opacity(0.6, ACTION) if hours < 12 else ACTION


def _calendar(found: Pattern) -> ft.Control:
    """A column for each week, a row for each weekday: darker for more hours away."""
    by_day = dict(found.calendar)
    first = found.calendar[0][0]
    start = first.toordinal() - first.weekday()
    columns: list[ft.Control] = [ft.Column([_letter(c) for c in _SHORT], spacing=3, tight=True)]
    for week in range(_WEEKS + 1):
        cells: list[ft.Control] = []
        for day in range(7):
            when = date.fromordinal(start + week * 7 + day)
            cells.append(_cell(_shade(by_day[when]) if when in by_day else NONE))
        columns.append(ft.Column(cells, spacing=3, tight=True))
    from_, to = found.calendar[0][0], found.calendar[-1][0]
    scale = ft.Row(
        [
            kit.text(f"{from_.day} {MONTHS[from_.month - 1]}", "small", INK2),
            kit.text(f"{to.day} {MONTHS[to.month - 1]}", "small", INK2),
        ],
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
    )
    return _unread(
        ft.Column(
            [ft.Row(columns, spacing=3, tight=True, scroll=ft.ScrollMode.AUTO), scale], spacing=4, tight=True
        )
    )


def _letter(letter: str) -> ft.Control:
    return ft.Container(kit.text(letter, "small", INK2), width=20, height=18, alignment=ft.Alignment.CENTER)


def _cell(color: ft.ColorValue, width: float = 18) -> ft.Control:
    return ft.Container(width=width, height=18, bgcolor=color, border_radius=4)


def _words(found: Pattern, history: list[Earlier]) -> list[ft.Control]:
    last = max(history, key=lambda e: e.started)
    longest = elapsed_words(last.started, last.started + found.longest)
    return [kit.text(f"Longest away: {longest}.", color=INK2)]


def _week(found: Pattern) -> ft.Control:
    """Weekdays down, parts of the day across: darker for more hours away, over all times."""
    most = max((h for row in found.week for h in row), default=0.0)

    def color(hours: float) -> ft.ColorValue:
        if not hours or not most:
            return FILL
        return ft.Colors.with_opacity(0.25 + 0.75 * hours / most, ACTION)

    rows: list[ft.Control] = []
    for name, hours in zip(DAYS, found.week, strict=True):
        cells: list[ft.Control] = [ft.Container(kit.text(name[:3], "small", INK2), width=44)]
        cells += [ft.Container(height=22, bgcolor=color(h), border_radius=4, expand=True) for h in hours]
        rows.append(ft.Row(cells, spacing=4))
    heads: list[ft.Control] = [ft.Container(width=44)]
    heads += [ft.Container(kit.text(hours, "small", INK2), expand=True) for hours in _HOURS]
    return _unread(
        ft.Column([*rows, *([] if kit.look().big else [ft.Row(heads, spacing=4)])], spacing=4, tight=True)
    )


def _usual(found: Pattern) -> str:
    if found.usual is None:
        return "Too little is known to show when."
    day, part = found.usual
    at_night = "in the night from " if part == 0 else "on "
    if part == 0:
        return f"Most hours away: {at_night}{DAYS[day - 1]} to {DAYS[day]}."
    return f"Most hours away: {at_night}{DAYS[day]} {PARTS[part]}."
