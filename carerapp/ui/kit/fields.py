"""Fields: the label above the box, the message beneath, never a floating label."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from carerapp.ui.kit.cards import spot_key
from carerapp.ui.kit.heard import Heard
from carerapp.ui.kit.look import look
from carerapp.ui.kit.refused import refused
from carerapp.ui.kit.status import status
from carerapp.ui.kit.words import text, whole
from carerapp.ui.theme import ACTION, CARD, FIELD_TEXT, INK, INK2, LINE, R_FIELD, REGULAR


def labelled(
    label: str,
    control: ft.Control,
    *,
    hint: str = "",
    problem: str = "",
    tapped: bool = True,
    proof: ft.Control | None = None,
    note: str = "",
    read: str = "",
) -> ft.Control:
    """`problem` is the message beside the field, and on top of the screen where a tap was refused for it
    (`tapped`); `proof` says that it is saved; `note` is a word such as "not
    part of the form"; `read` says in words what a typed time or day was read as."""
    items: list[ft.Control] = [text(label, "strong")]
    if hint:
        items.append(text(hint, "small", INK2))
    if note:
        items.append(text(note, "small", INK2))
    items.append(explained(control, problem))
    box = _box_in(control)
    at = f"field:{box.key}" if box else ""
    if problem and tapped:
        refused(problem, at, str(box.key) if box else "")
    if problem:
        items.append(status("check", f"Check this: {problem}"))
    if read:
        items.append(text(f"That is {read}.", "small_strong"))
    if proof:
        items.append(proof)
    stretch = ft.CrossAxisAlignment.STRETCH
    # The spot is always there: one that came with the message would make the box anew.
    key = spot_key(at) if at else None
    return ft.Column(items, spacing=6, horizontal_alignment=stretch, tight=True, key=key)


def _box_in(control: ft.Control) -> ft.TextField | None:
    """The box that `text_box` made."""
    if isinstance(control, ft.MergeSemantics) and isinstance(control.content, Heard):
        inside = control.content.content
        return inside if isinstance(inside, ft.TextField) else None
    return None


def text_box(
    label: str,
    value: str,
    typed: Callable[[str], None],
    left: Callable[[], object] | None = None,
    *,
    key: str,
    lines: int = 1,
    keyboard: ft.KeyboardType = ft.KeyboardType.TEXT,
    problem: bool = False,
    hidden: bool = False,
    entered: Callable[[], object] | None = None,
    autofocus: bool = False,
) -> ft.Control:
    """A box to type in. `typed` gets every change, `left` is called when the box is left. Where something has
    to be put right in it, the screen looks again when the typing pauses."""
    # Large text runs on to a second line: what was typed is never cut off.
    many = lines > 1 or (look().big and not hidden and entered is None)
    edge = INK if problem else LINE
    run, redraw, redraw_soon = look().run, look().redraw, look().redraw_soon

    def changed(event: ft.Event[ft.TextField]) -> None:
        # What the keyboard sent, not what the box holds: a redraw between the two may have emptied it.
        words = whole(event.data if isinstance(event.data, str) else event.control.value or "")
        typed(words)
        if event.control.value != words:
            redraw()  # with the words
        elif problem:
            redraw_soon()  # without what is mended

    box = ft.TextField(
        value=whole(value),
        key=key,
        text_size=FIELD_TEXT,
        text_style=ft.TextStyle(font_family=REGULAR, font_family_fallback=list(look().fallback)),
        border={
            ft.ControlState.FOCUSED: _edge(ACTION, 3),
            ft.ControlState.DEFAULT: _edge(edge, 3 if problem else 1.5),
        },
        filled=True,
        fill_color=CARD,
        cursor_color=ACTION,
        content_padding=14,
        multiline=many,
        min_lines=lines,
        max_lines=max(lines, 8) if many else 1,
        keyboard_type=ft.KeyboardType.MULTILINE if lines > 1 else keyboard,
        password=hidden,
        autofocus=autofocus,
        autocorrect=not hidden,
        enable_suggestions=not hidden,
        on_change=changed,
        on_blur=(lambda _: left()) if left else None,
        on_submit=(lambda _: run(entered, label)) if entered else None,
    )
    look().boxes[key] = box
    # Merged, or the label stays on a node of its own and the box is nameless to a screen reader.
    # Keyed, so that a redraw with a line more or less above it leaves the cursor where it is.
    return ft.MergeSemantics(content=Heard(label=label, content=box), key=f"named:{key}")


def explained(box: ft.Control, problem: str) -> ft.Control:
    """The same `text_box`; a screen reader says with it what has to be put right."""
    if problem and isinstance(box, ft.MergeSemantics) and isinstance(box.content, Heard):
        box.content.hint = f"Check this: {problem}"
    return box


def _edge(color: ft.ColorValue, width: float) -> ft.OutlineInputBorder:
    return ft.OutlineInputBorder(side=ft.BorderSide(width, color), border_radius=R_FIELD)
