"""A restricted entry: for the authority's duty desk alone, such as an allegation against a carer."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from carerapp.actions.copy_out import RESTRICTED
from carerapp.actions.send_restricted import send_restricted
from carerapp.domain.police import EMERGENCY
from carerapp.sharing import DeskNotCompared, NoDesk, whose
from carerapp.ui import kit
from carerapp.ui.features.episode_header import header
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


@dataclass
class RestrictedState:
    """What is in the way. The words are a draft, sealed for who writes them alone until they are sent."""

    problem: str = ""


def restricted(app: App) -> Screen:
    """Words that this device seals at once and cannot open again."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    shared = app.session.sharing
    enrolment = shared.authority_of(child.id, whose(child)) if shared else None

    state, key = app.state(RestrictedState), f"{RESTRICTED}{episode.id}"

    def send() -> None:
        words = app.drafts.get(key).strip()
        if not words:
            state.problem = "Write what the duty desk should know."
            return
        assert shared is not None
        assert enrolment is not None
        try:
            done = app.attempt(
                lambda: send_restricted(app.book, shared.writer(enrolment), child.id, episode.id, words)
            )
        except DeskNotCompared:
            state.problem = (
                "Nobody here has compared the duty desk’s number yet. Ring them. A manager finds it under "
                "“Sharing”. Your words are still here."
            )
            return
        except NoDesk:
            state.problem = (
                "The authority has no duty desk connected yet. Ring them. Your words are still here."
            )
            return
        if done:
            app.drafts.drop(key)
            app.session.share_now()
            app.back()

    def typed(text: str) -> None:
        state.problem = ""
        app.drafts.type(key, text)

    title = "For the authority alone"
    problem = state.problem
    body: list[ft.Control] = [
        kit.h1(title),
        kit.text(
            "For what others in this home must not read, such as an allegation against a carer. It is "
            "sealed to the duty desk: when you tap Seal and send, not even you can open it here again. The "
            "log says only that one was sent. Until then what you type is kept on this device, sealed for "
            "you alone: nobody else who signs in here can read it."
        ),
        kit.labelled(
            "What the duty desk should know",
            kit.text_box(
                "What the duty desk should know",
                app.drafts.get(key),
                typed,
                key=key,
                lines=6,
                problem=bool(problem),
            ),
            problem=problem,
        ),
        kit.text(f"If a child is in danger now, ring {EMERGENCY}.", "small", INK2),
    ]
    if enrolment is None:
        body = [
            kit.h1(title),
            kit.note("This device is not connected with the child’s authority. Ring them."),
        ]
        return Screen(header(app, child, episode, back_to="the log"), body)
    return Screen(
        header(app, child, episode, back_to="the log"),
        body,
        sticky=[kit.button("Seal and send", send, "primary", main=True)],
    )
