"""Report to the police: what to say, what they will ask, what to write down before hanging up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

import flet as ft

from carerapp.actions.answer_question import answer_question
from carerapp.actions.own_phone import carer_now
from carerapp.actions.papers import Papers, file_name
from carerapp.actions.report import report as write_report
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import Fact
from carerapp.domain.police import NON_EMERGENCY
from carerapp.domain.script import ScriptAnswer, call_script, opening
from carerapp.domain.typed_time import typed_words
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.quoted import quoted
from carerapp.ui.features.report.boxes import answer_box, time_box
from carerapp.ui.features.report.ring_now import call_999, rings_999
from carerapp.ui.features.report.when import dialled_at, mark_reported
from carerapp.ui.features.says import says_rows
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2, ON_TONAL, S16, TONAL

WRITE = "write"  # the part of this screen with the boxes only


@dataclass
class ReportState:
    """Whether the risk levels' own words are shown."""

    levels: bool = False

    def show(self) -> None:
        """A tap: what do they mean?"""
        self.levels = True

    def hide(self) -> None:
        """A tap: enough."""
        self.levels = False


def report(app: App) -> Screen:
    """What to read out to the police, and what they said."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    before = says_rows(app, child, episode, "before_report", "ndm")
    say = [*([kit.group(*before)] if before else []), _say_this(child)]
    say += [kit.h2("They will ask"), _questions(child, episode, app.now(), carer_now(app.book).words)]
    after = quoted(app, child, episode, "after_report", "before_police")
    pdf = kit.button("Save this as a PDF", lambda: _print(app, child, episode), icon_=ft.Icons.PRINT_OUTLINED)
    if app.place.get("part") == WRITE:
        return _before_you_hang_up(app, child, episode)
    write = [kit.h2("Before you hang up, ask"), _write_down(app, child, episode)]
    first = [kit.h1("Report to the police"), *_invented(child), *_call(app, child, episode)]
    if kit.look().wide:
        return Screen(
            header(app, child, episode, back_to="what to do"),
            [*say, pdf, *after],
            sticky=_sticky(app, child, episode),
            side=[*first, *write],
        )
    sticky = _sticky(app, child, episode)
    if kit.look().big:  # what would be sticky comes before the long list, not after it
        first, sticky = [*first, *sticky], []
    body = [*first, *say, *write, pdf, *after]
    return Screen(header(app, child, episode, back_to="what to do"), body, sticky=sticky)


def _before_you_hang_up(app: App, child: ChildFile, episode: Episode) -> Screen:
    """The same boxes by themselves: at the end of a call nobody scrolls past sixteen answers."""
    said = _reported(app, child, episode) or [_mark(app, child, episode)]
    return Screen(
        header(app, child, episode, back_to="what to say"),
        [kit.h1("Before you hang up, ask"), *said, _write_down(app, child, episode)],
        sticky=_sticky(app, child, episode),
    )


def _invented(child: ChildFile) -> list[ft.Control]:
    invented = child.invented and not child.drill_of  # a drill's buttons ring nobody
    return [kit.note(f"{child.first_name} is invented. Don’t really ring.")] if invented else []


def _call(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    rung = dialled_at(episode)
    if not episode.reported_at and rings_999(child, episode, app.now()):
        return [
            *call_999(app, child, episode),
            kit.button(
                f"No danger now: call {NON_EMERGENCY}",
                partial(app.device.call, child.id, episode.id, NON_EMERGENCY, NON_EMERGENCY, NON_EMERGENCY),
            ),
        ]
    button = kit.call_button(
        NON_EMERGENCY,
        lambda: app.device.call(child.id, episode.id, NON_EMERGENCY, "Police", NON_EMERGENCY),
        words=f"Call {NON_EMERGENCY}",
        at_once=True,
    )
    if episode.reported_at:
        return [button, *_reported(app, child, episode)]
    said = [kit.status("device", f"You rang at {clock(rung, app.now())}")] if rung else []
    return [button, *said, *([_mark(app, child, episode)] if kit.look().wide else [])]


def _reported(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """When it was, and the way back."""
    if episode.reported_at is None:
        return []
    words = f"You reported it at {clock(episode.reported_at, app.now())}"
    return [kit.status("done", words, "strong"), *taking_back(app, child, episode, Fact.REPORTED)]


def _mark(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    """Filled once the police were rung, and beside the boxes. Before that the call is."""
    kind = "primary" if dialled_at(episode) or app.place.get("part") == WRITE else "outline"
    return kit.button(
        "I have reported it", lambda: mark_reported(app, child, episode), kind, icon_=ft.Icons.CHECK
    )


def _say_this(child: ChildFile) -> ft.Control:
    return kit.card(
        kit.text("Say this", "small_strong", ON_TONAL),
        kit.text(f"“{opening(child)}”", "h2", ON_TONAL),
        fill=TONAL,
        border=TONAL,
        spacing=4,
    )


def _questions(child: ChildFile, episode: Episode, now: datetime, carer: str) -> ft.Control:
    return kit.group(*(_asked(answer) for answer in call_script(child, episode, now, carer)))


def _asked(answer: ScriptAnswer) -> ft.Control:
    said = (
        kit.text(answer.answer, "strong")
        if answer.known
        else kit.status("blank", "Not known. Say “I don’t know”")
    )
    return ft.Container(
        ft.Column(
            [kit.text(answer.ask, "small", INK2), said],
            spacing=2,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=ft.Padding.symmetric(horizontal=S16, vertical=12),
    )


def _write_down(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    def reported() -> None:
        mark_reported(app, child, episode)

    def at(moment: datetime) -> None:
        record = episode.record
        write_report(
            app.book,
            child.id,
            episode.id,
            at=moment,
            reference=record.text("police_reference"),
            call_taker=record.text("call_taker"),
        )

    default = episode.reported_at or dialled_at(episode) or app.now()
    return kit.card(
        answer_box(app, child, episode.id, "police_reference", then=reported),
        answer_box(app, child, episode.id, "call_taker"),
        time_box(
            app,
            f"reported:{episode.id}",
            "Time of the call",
            typed_words(default, app.now()),
            at,
            hint="" if episode.reported_at else "Filled in by itself. Change it if it was another time.",
        ),
        answer_box(app, child, episode.id, "police_risk_level"),
        *_levels(app, child, episode),
        spacing=S16,
    )


def _levels(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """The levels' own words, behind a tap."""
    state = app.state(ReportState)
    if not state.levels:
        return [kit.button("What do the levels mean?", state.show, "text")]

    def said(name: str) -> None:
        if app.attempt(lambda: answer_question(app.book, child.id, episode.id, "police_risk_level", name)):
            app.drafts.drop(f"{episode.id}:police_risk_level")  # typed words stay until they are answered

    shown: list[ft.Control] = []
    for level in child.protocol.risk_levels:
        if level.definition:
            shown.append(kit.quote(level.definition, f"{level.name}. {child.protocol.short}, {level.source}"))
        if level.note:
            shown.append(kit.text(level.note, "small", INK2))
        shown.append(kit.button(f"They said: {level.name}", partial(said, level.name)))
    return [*shown, kit.button("Hide the levels", state.hide, "text")]


def _sticky(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """What writes the report stands above what only leads on: the tap that led here was at the bottom."""

    def on() -> None:
        app.go(ScreenName.TELL, child=child.id, episode=episode.id)

    def write() -> None:
        app.go(ScreenName.REPORT, child=child.id, episode=episode.id, part=WRITE)

    far = not kit.look().wide and app.place.get("part") != WRITE
    down: list[ft.Control] = []
    if far and not (episode.reported_at and episode.record.text("police_reference")):
        down = [kit.button("Write down the reference number", write, icon_=ft.Icons.EDIT_NOTE)]
    if episode.reported_at:
        return [*down, kit.button("Next: who to tell", on, "primary", main=True)]
    return [_mark(app, child, episode), *down] if far else []


async def _print(app: App, child: ChildFile, episode: Episode) -> None:
    copy = Papers(app.book, app.services.fonts).call_script(child.id, episode.id)
    await app.device.save_file(file_name(copy.event), copy.pdf)
