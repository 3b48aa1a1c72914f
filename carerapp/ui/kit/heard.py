"""What a screen reader is told beyond what Flet's `Semantics` can say.

Flet 1.0.5 sends three of its words under names that its own client does not read (`focus`, `hint_text`,
`textfield`); here two of them go under the client's names.
"""

from __future__ import annotations

import flet as ft


@ft.control("Semantics")  # type: ignore[arg-type]  # its overloads know no name alone
class Heard(ft.Semantics):
    """`focused`: takes a screen reader there, once, when it turns true on something `focusable`; `hint` is
    read after the name."""

    focused: bool | None = None
    hint: str | None = None
