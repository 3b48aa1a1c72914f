"""One step, open: what the form knows as the button, then how it went."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.actions.form_reading import Step
from carerapp.actions.together import tick_for_all
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import CHILD, Episode
from carerapp.domain.outcomes import CallOutcome, StepOutcome
from carerapp.domain.rung import rung
from carerapp.domain.text_to_child import ABOUT, text_to_child
from carerapp.domain.topics.call import Call
from carerapp.ui import kit
from carerapp.ui.features.episode.known import child_phones, hint, known, people_to_ring, title
from carerapp.ui.features.episode_header import clock
from carerapp.ui.questions.form_renderer import spot_of
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


@dataclass
class StepsState:
    """By their field: the step that is open on a wide screen, and the one that was just tried."""

    open: str = ""
    just: str = ""


def step_card(app: App, child: ChildFile, episode: Episode, step: Step) -> ft.Control:
    """The next thing to do."""
    return kit.next_card(title(step, child), *step_inside(app, child, episode, step))


def step_inside(app: App, child: ChildFile, episode: Episode, step: Step) -> list[ft.Control]:
    """What helps to do the step, then three ways it can have gone."""
    items: list[ft.Control] = list(_doing(app, child, episode, step))
    if words := hint(step, child):
        items.append(kit.text(words, color=INK2))
    if step.depends:
        items.append(kit.text(f"“{step.depends}”", "small", INK2))
    if said := rung(child, episode, step):
        done = partial(tick, app, child, episode, step, StepOutcome.DONE, said)
        return [
            *items,
            kit.text("You rang: that is done, also when nobody answered. The form says:", color=INK2),
            kit.text(f"“{said}”", "small"),
            kit.button("Done", done, icon_=ft.Icons.CHECK),
        ]
    items.append(kit.text("How did it go?", "strong"))
    items.append(
        kit.outcomes(*(partial(tick, app, child, episode, step, outcome) for outcome in StepOutcome))
    )
    return items


def tick(
    app: App, child: ChildFile, episode: Episode, step: Step, outcome: StepOutcome, words: str = ""
) -> None:
    """Stamped by itself. Words can follow: what was not done asks for them, and never waits."""
    if app.attempt(lambda: tick_for_all(app.book, child.id, episode.id, step.field, outcome, words)):
        state = app.state(StepsState)
        state.just, state.open = (step.field if outcome is not StepOutcome.DONE else ""), ""


def _doing(app: App, child: ChildFile, episode: Episode, step: Step) -> list[ft.Control]:
    if step.does == "call_child":
        return _call_child(app, child, episode, step)
    if step.does == "call_people":
        people = people_to_ring(child)
        words = f"See the {len(people)} to ring" if people else "Ring someone"
        go = partial(app.go, ScreenName.PEOPLE, child=child.id, episode=episode.id)
        return [
            kit.button(words, go, "primary", icon_=ft.Icons.PEOPLE_OUTLINE, main=True),
            *_facts(child, step),
        ]
    if step.does == "tell_placing":
        go = partial(app.go, ScreenName.TELL, child=child.id, episode=episode.id)
        return [kit.button("See who to tell", go, "primary", main=True), *_facts(child, step)]
    return _facts(child, step)


def _facts(child: ChildFile, step: Step) -> list[ft.Control]:
    return [
        ft.Column([kit.text(question, "small", INK2), kit.text(words, "strong")], spacing=2, tight=True)
        for question, words in known(step, child)
    ]


def _call_child(app: App, child: ChildFile, episode: Episode, step: Step) -> list[ft.Control]:
    name = child.full_name
    items: list[ft.Control] = [
        kit.call_button(
            phone.display,
            partial(app.device.call, child.id, episode.id, CHILD, name, phone.display),
        )
        for phone in child_phones(child)
    ]
    if not items:
        section = child.protocol.key_contacts.section_of("phones").name
        number = spot_of(child.key_contacts.id, "phones")
        items.append(kit.status("blank", "No number on the form"))
        items.append(
            kit.button(
                "Add the number",
                partial(app.go, ScreenName.KEY_CONTACTS_SECTION, child=child.id, section=section, at=number),
            )
        )
    tries = episode.calls(CHILD)
    if tries:
        last = tries[-1]
        outcome = Call.of(last).outcome
        said = outcome.on_screen.lower() if outcome and outcome is not CallOutcome.DIDNT_RING else ""
        items.append(kit.text(f"Rang {clock(last.happened, app.now())}: {said}".rstrip(": "), color=INK2))
    words = text_to_child(child.first_name)
    for phone in child_phones(child)[:1]:
        send = partial(app.device.message, child.id, episode.id, name, phone.display, words)
        items.append(kit.button("Send a text", send, icon_=ft.Icons.SMS_OUTLINED))
        items.append(kit.text(ABOUT, "small", INK2))
    accounts = child.key_contacts.value("social_accounts")
    if isinstance(accounts, str) and accounts:
        items.append(kit.text("Apps to look at", "small", INK2))
        items.append(kit.text(accounts, "strong"))
    return items
