"""The officer won't take it: name and number, and the words for the Missing Persons Unit."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from carerapp.actions.form_reading import Contact
from carerapp.actions.hand_over import refuse_copy
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.events import Event
from carerapp.domain.outcomes import Fact
from carerapp.domain.topics.refused import Refused
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.handover.copy_state import named
from carerapp.ui.features.report.boxes import answer_box
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, S16

SUBJECT = "An officer did not take the Key Contacts form"


def refused(app: App) -> Screen:
    """The officer does not take it, or not in this way."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    rules = child.protocol.words("refusal")

    def write() -> None:
        app.drafts.save_all()
        record = episode.record
        name, number = record.text("refusing_officer_name"), record.text("refusing_officer_number")
        app.attempt(lambda: refuse_copy(app.book, child.id, episode.id, name, number))

    last = episode.refusals()[-1] if episode.refusals() else None
    body: list[ft.Control] = [
        kit.h1("The officer won’t take it"),
        kit.text("Ask for their name and number. Keep the copy. Then write to the police.", color=INK2),
        kit.card(
            answer_box(app, child, episode.id, "refusing_officer_name", label="Officer’s name"),
            answer_box(
                app,
                child,
                episode.id,
                "refusing_officer_number",
                label="Collar number",
                hint="The number on the shoulder. Ask if you can’t see it.",
            ),
            spacing=S16,
        ),
    ]
    if last:
        body += [kit.status("done", f"Written down {clock(last.happened, app.now())}", "strong")]
        body += taking_back(app, child, episode, Fact.REFUSED)
        body += _mail(app, child, episode, last)
        body.append(kit.button("They refused again: write it down", write, "text"))
    body += [kit.quote(w.text, f"{child.protocol.short}, {w.source}") for w in rules]
    sticky = [] if last else [kit.button("Write down that they refused", write, "primary", main=True)]
    return Screen(header(app, child, episode, back_to="the form"), body, sticky=sticky)


def unit(child: ChildFile) -> Contact | None:
    """The address that the protocol's own sentence names."""
    said = " ".join(w.text for w in child.protocol.words("refusal"))
    return next((c for c in child.protocol.contacts if c.kind == "email" and c.value in said), None)


def letter(app: App, child: ChildFile, episode: Episode, refusal: Event) -> str:
    """No name of a child: e-mail is read by many, and the reference says enough. The officer is as the boxes
    name them now: a name that was asked for later needs no second refusal."""
    at, record = refusal.moment, episode.record
    person = app.book.person
    reference = record.text("police_reference").strip() or "not known yet"
    now = Refused(record.text("refusing_officer_name"), record.text("refusing_officer_number"))
    return "\n".join(
        (
            "An officer did not take the copy of the Key Contacts form for a missing child.",
            f"Officer: {named(now)}.",
            f"When: {at.words(f'%H:%M on {at.uk.day} %B %Y')}.",
            f"Police reference of the missing report: {reference}.",
            f"From: {person.name}, {person.role.lower()}.",
            "Please tell me how to give you the form.",
        )
    )


@dataclass
class RefusedState:
    """Whether the letter's words were copied."""

    copied: bool = False


def _mail(app: App, child: ChildFile, episode: Episode, refusal: Event) -> list[ft.Control]:
    contact = unit(child)
    key, label = f"unit:{episode.id}", "Send it to"
    to = app.drafts.get(key, contact.value if contact else "")

    def words() -> str:
        """As they are at this moment, with what is being typed."""
        app.drafts.save_all()
        return letter(app, child, app.book.child(child.id).episode(episode.id), refusal)

    async def copy() -> None:
        await ft.Clipboard().set(words())
        app.state(RefusedState).copied = True

    name = contact.name if contact else "the police"
    box = kit.text_box(label, to, lambda text: app.drafts.type(key, text), key=key)
    items: list[ft.Control] = [kit.h2(f"Write to the {name}" if contact else "Write to the police")]
    items.append(kit.labelled(label, box))
    if contact and contact.outdated:
        items.append(kit.status("old", f"This address may no longer work. {contact.outdated}"))
    items += [
        kit.text(letter(app, child, episode, refusal)),
        kit.button(
            "Open it in your e-mail",
            lambda: app.device.mail(app.drafts.get(key, to), SUBJECT, words()),
            "primary",
            icon_=ft.Icons.MAIL_OUTLINE,
        ),
        kit.button("Copy the words", copy, icon_=ft.Icons.COPY_OUTLINED),
    ]
    if app.state(RefusedState).copied:
        items.append(kit.status("done", "Copied. Paste it where you write."))
    return [kit.card(*items)]
