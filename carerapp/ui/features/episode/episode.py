"""The episode's home screen: one open thing, what is due, what is left, what was done."""

from __future__ import annotations

from functools import partial

import flet as ft

from carerapp.actions.together import linked
from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode, State
from carerapp.domain.lacking import IN_DOUBT, not_known_here
from carerapp.domain.outcomes import ReportDecision
from carerapp.ui import kit
from carerapp.ui.features.episode.after import after
from carerapp.ui.features.episode.call_outcome import call_outcome
from carerapp.ui.features.episode.due import due_cards
from carerapp.ui.features.episode.known import title
from carerapp.ui.features.episode.lists import lists_of, to
from carerapp.ui.features.episode.live_log import live_log
from carerapp.ui.features.episode.shift import shift_card
from carerapp.ui.features.episode.step_card import StepsState, step_card
from carerapp.ui.features.episode.what_it_says import waiting
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.report.ring_now import ring_first
from carerapp.ui.features.sharing.conflicts import conflict_card
from carerapp.ui.features.sharing.states import where_it_is
from carerapp.ui.features.to_report import to_report
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def episode(app: App) -> Screen:
    """While the child is away; once they are back, the way to the return."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    if episode.state in (State.FOUND, State.CLOSED):
        return after(app, child, episode)
    steps = Applying(child, episode, app.now()).steps()
    todo = [s for s in steps if episode.check(s.field) is None]
    chosen = next((s for s in steps if s.field == app.state(StepsState).open), None)
    step = chosen or (todo[0] if todo else None)
    calling = call_outcome(app, child, episode)
    now_card = calling or ring_first(app, child, episode)
    now_card = now_card or (step_card(app, child, episode, step) if step else _all_tried(app, child, episode))
    wide = kit.look().wide
    lists = lists_of(app, child, episode, steps, step)
    report = _report_button(app, child, episode)
    due = due_cards(app, child, episode)
    shift = [
        *shift_card(app, child, episode),
        *conflict_card(app, child),
        *waiting(app, child, episode),
    ]
    shared = where_it_is(app, child, episode)
    top = "calling" if calling else (step.field if step else "")
    if wide:
        return Screen(
            header(app, child, episode, back_to="children", back=app.home),
            [
                now_card,
                *_just(app, child, episode),
                _moments(app, child, episode),
                *_together(app, child, episode),
                kit.h2("Log"),
                *live_log(app, child, episode),
            ],
            sticky=[report],
            side=[*shift, *due, *shared, *lists],
            top=top,
        )
    body = [
        now_card,
        *_just(app, child, episode),
        *shift,
        *due,
        *shared,
        *lists,
        *_together(app, child, episode),
        *live_log(app, child, episode),
    ]
    return Screen(
        header(app, child, episode, back_to="children", back=app.home),
        body,
        sticky=[report],
        keep_sticky=True,  # the way to the police is there also with large text
        thumb=_in_reach(app, child, episode),
        top=top,
    )


def _report_button(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    if not episode.reported_at:
        return kit.button(
            "Report to the police now",
            partial(to_report, app, child, episode),
            icon_=ft.Icons.LOCAL_POLICE_OUTLINED,
        )
    if not episode.hand_overs():
        return kit.button(
            "Give the officer the form",
            to(app, ScreenName.HANDOVER, child, episode),
            icon_=ft.Icons.DESCRIPTION_OUTLINED,
        )
    return kit.button(
        "The officer’s copy, and what changed",
        to(app, ScreenName.COPIES, child, episode),
        icon_=ft.Icons.DESCRIPTION_OUTLINED,
    )


def _moments(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    """What can happen at any moment."""
    name = child.first_name
    return ft.Column(
        [
            kit.button("Add to the log", to(app, ScreenName.NOTE, child, episode), icon_=ft.Icons.EDIT_NOTE),
            kit.side_by_side(
                [
                    kit.button(
                        f"{name} is back",
                        to(app, ScreenName.FOUND, child, episode),
                        icon_=ft.Icons.HOME_OUTLINED,
                    ),
                    kit.button(
                        f"{name} is on the phone",
                        to(app, ScreenName.ON_THE_PHONE, child, episode),
                        icon_=ft.Icons.PHONE_IN_TALK_OUTLINED,
                    ),
                ]
            ),
        ],
        spacing=8,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _in_reach(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """The same three on a phone: no scrolling to them, and no room to waste."""
    icons, name = ft.Icons, child.first_name
    return [
        kit.thumb_button(icons.EDIT_NOTE, "Log", to(app, ScreenName.NOTE, child, episode), "Add to the log"),
        kit.thumb_button(
            icons.HOME_OUTLINED, "Is back", to(app, ScreenName.FOUND, child, episode), f"{name} is back"
        ),
        kit.thumb_button(
            icons.PHONE_IN_TALK_OUTLINED,
            "Phone",
            to(app, ScreenName.ON_THE_PHONE, child, episode),
            f"{name} is on the phone",
        ),
    ]


def _together(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """Shown where there is another child who may have left too."""
    if child.drill_of or not any(
        c.id != child.id and c.invented == child.invented for c in app.book.children()
    ):
        return []
    called = app.book.short_names()
    names = [called[other.id] for other, _ in linked(app.book, episode)]
    words = f"Left together with {' and '.join(names)}" if names else "Another child left too"
    return [
        kit.button(words, to(app, ScreenName.TOGETHER, child, episode), "text", icon_=ft.Icons.GROUP_OUTLINED)
    ]


def _just(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """Written down a moment ago: words can follow, and nothing waits for them."""
    field = app.state(StepsState).just
    check = episode.check(field) if field else None
    step = next((s for s in child.protocol.checklist if s.field == field), None)
    if check is None or step is None or check.comments:
        return []
    words = f"{title(step, child)}: {check.outcome.on_screen}, {clock(check.at, app.now())}"
    return [
        kit.card(
            kit.status(check.outcome, words),
            kit.button("Say why", to(app, ScreenName.STEP, child, episode, step=step.field), "text"),
            spacing=4,
        )
    ]


def _all_tried(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    """Every step is done or tried: the next thing is the decision, the report, or the form."""
    decided = ReportDecision.read(episode.record.text("decision"))
    if decided is ReportDecision.REPORT and not episode.reported_at:
        return kit.next_card(
            "Report to the police",
            kit.text("You decided to report. The police do not have it yet."),
            kit.button("Ring the police", partial(to_report, app, child, episode), "primary", main=True),
        )
    if not episode.reported_at and decided is None:
        words = not_known_here(child.protocol, IN_DOUBT)
        return kit.next_card(
            "Should I report?",
            kit.text(words or "Every step is done or tried. See what the rules say, then decide."),
            kit.button("Decide", to(app, ScreenName.DECIDE, child, episode), "primary", main=True),
        )
    after = Applying(child, episode, app.now()).words("after_report") if episode.reported_at else ()
    card = [kit.quote(after[0].text, f"{child.protocol.short}, {after[0].source}")] if after else []
    if episode.reported_at and not episode.hand_overs():
        return kit.next_card(
            "Give the officer the form",
            *card,
            kit.button("Get it ready", to(app, ScreenName.HANDOVER, child, episode), "primary", main=True),
        )
    return kit.next_card(
        "Keep looking, keep writing",
        *card,
        kit.button("Ring someone", to(app, ScreenName.PEOPLE, child, episode), "primary", main=True),
    )
