"""The card about an authority whose key is another than the one that is known here: a number to compare."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.sharing import Enrolment, Sharing, number_of
from carerapp.ui import kit
from carerapp.ui.features.sharing.states import moment
from carerapp.ui.shell import App

RING = "Ring the duty team on a number that you know. Let them read their number out."


def key_card(app: App, shared: Sharing, enrolment: Enrolment) -> list[ft.Control]:
    """Nothing where the key is the one that was compared."""
    if enrolment.offered_key:
        said = [
            kit.status("check", "Somebody answers with another key than the authority’s", "strong"),
            kit.text("Nothing is sent there, and nothing of it is believed. What you write is safe here."),
        ]
    elif enrolment.key_changed_at:
        at = moment(app, enrolment.key_changed_at)
        said = [
            kit.status("todo", f"The authority’s key changed on {at}. Compare this number", "strong"),
            kit.text("The key before named this one, so the app goes on with it."),
        ]
    else:
        return []
    answer = partial(_compared, app, shared, enrolment)
    buttons = [kit.button("It is the same", partial(answer, True), "tonal")]
    if not enrolment.offered_key:
        buttons.append(kit.button("It is not the same", partial(answer, False), "text"))
    return [kit.card(*said, kit.text(RING), kit.text(number_of(enrolment), "strong"), *buttons, spacing=8)]


def _compared(app: App, shared: Sharing, enrolment: Enrolment, same: bool) -> None:
    if app.attempt(lambda: shared.compared_key(enrolment, same=same)):
        app.session.share_now()
