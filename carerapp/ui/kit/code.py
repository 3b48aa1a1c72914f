"""A QR code on the screen."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

import flet as ft

_DOT, _QUIET = 6, 4  # pixels a dot, dots of white around


def code(words: str, label: str, width: float = 220) -> ft.Control:
    """The words as a code that a phone's camera reads, black on white in dark mode too. `label` is what a
    screen reader says."""
    return ft.Row(
        [ft.Image(src=qr_png(words), width=width, height=width, semantics_label=label)],
        alignment=ft.MainAxisAlignment.CENTER,
    )


@lru_cache(maxsize=2)
def qr_png(words: str) -> bytes:
    """A PNG of the code. The same words give the same picture."""
    import segno  # only this screen needs it

    out = BytesIO()
    segno.make(words, error="m", micro=False).save(out, kind="png", scale=_DOT, border=_QUIET)
    return out.getvalue()
