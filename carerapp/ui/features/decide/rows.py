"""The rows of the tables that apply, with their own words and the rules that belong to each; those that may
apply are a tap away."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

import flet as ft

from carerapp.domain.table import Row
from carerapp.ui import kit
from carerapp.ui.features.decide.advised import SAYS
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


@dataclass
class RowsState:
    """The rows whose own words are shown, and whether those that may apply are."""

    opened: set[str] = field(default_factory=set)
    perhaps: bool = False

    def open(self, rule: str) -> None:
        """A tap: its own words."""
        self.opened.add(rule)

    def show(self) -> None:
        """A tap: those that may apply too."""
        self.perhaps = True


def row_cards(app: App, found: tuple[Row, ...]) -> list[ft.Control]:
    """Those that apply as cards, strictest first."""
    state = app.state(RowsState)
    sure = [row for row in found if row.says != "ask" or row.row.outcome == "report_if_any"]
    perhaps = [row for row in found if row not in sure]
    cards = [_card(state, row) for row in sure]
    if not perhaps:
        return cards
    if state.perhaps:
        return [*cards, *(_card(state, row) for row in perhaps)]
    words = "1 more row may apply" if len(perhaps) == 1 else f"{len(perhaps)} more rows may apply"
    return [*cards, kit.button(words, state.show, "text")]


def _card(state: RowsState, row: Row) -> ft.Control:
    rule = row.protocol.rules[row.row.rule]
    items: list[ft.Control] = [
        kit.text(SAYS[row.says], "strong"),
        kit.text(row.row.plain or row.row.category),
    ]
    if row.because:
        items.append(kit.text("Because: " + "; ".join(f.quote for f in row.because), "small", INK2))
    also = [row.protocol.rules[id] for id in row.row.also]
    items += [kit.text(one.says, "small") for one in also]
    if rule.id in state.opened:
        items += [
            kit.text("The table’s own words", "small_strong"),
            kit.text(f"“{row.row.category}”"),
            kit.text(f"To do: “{row.row.actions}”"),
            kit.text(f"Notify police? “{row.row.notify}”"),
            kit.text(f"{row.protocol.short} {rule.source}, row {rule.id}", "small", INK2),
            *(kit.text(f"{one.says} {one.source}", "small", INK2) for one in also),
        ]
        if rule.assumption:
            items.append(kit.text(f"How we read it: {rule.assumption}", "small", INK2))
    else:
        items.append(kit.button("Read the table’s own words", partial(state.open, rule.id), "text"))
    return kit.card(*items)
