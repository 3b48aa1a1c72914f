"""What is due and when, whose it is, and the words it rests on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

import flet as ft

from carerapp.domain.asking import FOUND_AT
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import advice_for, duties_for
from carerapp.domain.duties import Duty, DutyState
from carerapp.domain.episode import Episode, State, elapsed_words
from carerapp.domain.lacking import not_known_here
from carerapp.domain.reminder import FILE_NAME, WORDS, reminder
from carerapp.domain.under import reaching
from carerapp.settings import OTHERS_DUE_NEAR_MINUTES
from carerapp.ui import kit
from carerapp.ui.features.decide.asked_now import asks_card
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.rules_gone import rules_gone
from carerapp.ui.features.where_from import where_from
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

REMINDS = "A file for your phone’s calendar. It rings with the app closed."
_NOT_SAID = "Your authority must say when"


def due_cards(
    app: App, child: ChildFile, episode: Episode, most: int = 2, beside: Collection[str] = ()
) -> list[ft.Control]:
    """The carer's own most urgent duties, and others' that are near, or once the child is back; the rest, and
    what answers may bring, are one tap away. ``beside``: fields of steps that stand on this screen: a duty
    that one of them answers is not said a second time."""
    found = [d for d in duties_for(child, episode, app.now()) if d.state is not DutyState.DONE]
    due = [d for d in found if not d.hangs]
    # At episode the carer's own come first, and a clock before what nobody can say yet.
    due.sort(key=lambda d: (not d.carers_own, d.state is DutyState.UNCONFIRMED and not d.due))
    steps = {rule.rule for rule in child.protocol.time_rules if rule.met in beside}
    over = episode.state in (State.FOUND, State.CLOSED)
    mine = [d for d in due if d.rule not in steps and (d.carers_own or over or _near(d, app.now()))]
    shown = [_card(app, child, episode, duty) for duty in mine[:most]]
    words = [f"{len(due) - len(shown)} more due"] if len(due) > len(shown) else []
    if any(d.hangs for d in found):
        words.append("More may be due: it depends on your answers")
    if words:
        rest = partial(app.go, ScreenName.DUE, child=child.id, episode=episode.id)
        shown.append(kit.button(". ".join(words), rest, "text"))
    return shown


def _near(duty: Duty, now: datetime) -> bool:
    """What others must do waits behind one line until its time has come near."""
    if duty.state is DutyState.OVERDUE:
        return True
    return duty.due is not None and duty.due - now <= timedelta(minutes=OTHERS_DUE_NEAR_MINUTES)


def details(duty: Duty, now: datetime) -> str:
    """By when, how long, whose. No time in the source, no countdown; which paragraph is a tap away."""
    parts = []
    if duty.state is DutyState.UNCONFIRMED and not duty.due:
        own = FOUND_AT in duty.ask
        parts.append("When were they back? Write it down" if own else f"{_NOT_SAID}. Ask, or decide earlier")
    if duty.due:
        left = duty.due - now
        if duty.state is DutyState.OVERDUE:
            parts.append(f"{elapsed_words(duty.due, now)} late")
        elif left.total_seconds() > 0:
            parts.append(f"By {clock(duty.due, now)}, {elapsed_words(now, duty.due)} left")
            parts += ["Perhaps sooner: it depends on your answers"] if duty.ask else []
    if duty.state is DutyState.NOW and duty.why:
        parts.append(duty.why.rstrip("."))
    if not duty.carers_own and duty.whose != "anyone":
        parts.append(f"For the {duty.whose} to do")
    return ". ".join(parts)


def due(app: App) -> Screen:
    """Everything that is due, done ones last."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    advice = advice_for(child, episode, app.now())
    found = [d for d in advice.due if not d.hangs]
    cards: list[ft.Control] = [*asks_card(app, child, episode, advice)]
    for title, own in (("Yours", True), ("For others to do: ask", False)):
        if some := [d for d in found if (d.whose in ("carer", "anyone")) is own]:
            cards += [kit.h2(title), *(_card(app, child, episode, d) for d in some)]
    if child.placing and child.placing.id != child.protocol.id:
        cards.append(_two_authorities(child))
    if words := not_known_here(child.protocol):
        cards.append(kit.note(words))
    elif not found:
        cards.append(kit.note("Nothing else is due now." if cards else "Nothing is due now."))
    return Screen(header(app, child, episode, back_to="what to do"), [kit.h1("What is due"), *cards])


def _card(app: App, child: ChildFile, episode: Episode, duty: Duty) -> ft.Control:
    if duty.state is DutyState.DONE:
        return kit.status("done", f"{duty.what}: done", "body")
    return kit.duty_card(
        duty.what,
        details(duty, app.now()),
        late=duty.state is DutyState.OVERDUE,
        tap=partial(app.go, ScreenName.WHY, child=child.id, episode=episode.id, rule=duty.rule),
    )


def _two_authorities(child: ChildFile) -> ft.Control:
    """Whose rules are on the list, and why."""
    assert child.placing is not None
    if len(reaching(child.protocol, child.placing)) > 1:
        return kit.note(
            f"Both {child.protocol.short} and {child.placing.short} have rules for {child.first_name}. Each "
            "shows its own."
        )
    return kit.note(
        f"{child.placing.short} placed {child.first_name}, and says that {child.protocol.short}’s rules hold."
    )


def _remind(app: App, child: ChildFile, episode: Episode, rule: str) -> list[ft.Control]:
    """A due moment that is still to come, for the phone's own calendar. A drill leaves nothing there."""
    duty = next((d for d in duties_for(child, episode, app.now()) if d.rule == rule), None)
    due = duty.due if duty and duty.state is not DutyState.DONE else None
    if due is None or due <= app.now() or child.drill_of:
        return []

    async def save() -> None:
        await app.device.save_file(FILE_NAME, reminder(due, app.now(), app.services.new_id()))

    return [
        kit.button(f"Remind me of {clock(due, app.now())}", save, icon_=ft.Icons.ALARM_ADD_OUTLINED),
        kit.text(f"{REMINDS} It says “{WORDS}”: no name, no reason.", "small", INK2),
    ]


def why(app: App) -> Screen:
    """The rule behind a duty, in the protocol's own words."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    reach = reaching(child.protocol, child.placing)
    protocol = next((p for p in reach if app.place["rule"] in p.rules), None)
    if protocol is None:
        return rules_gone(app, child, episode)
    rule = protocol.rules[app.place["rule"]]
    checked = f"Rule {rule.id}. To be checked against its source by {rule.review}."
    body: list[ft.Control] = [
        kit.h1("Why"),
        kit.text(rule.says),
        kit.quote(rule.quote, f"{protocol.title}, {rule.source}"),
        *where_from(app, rule.id, rule.says, lambda: [kit.text(checked, "small", INK2)]),
    ]
    if rule.assumption:
        body.append(kit.note(f"How we read it: {rule.assumption}"))
    body += _remind(app, child, episode, rule.id)
    before = "what is due" if app.navigation.before is ScreenName.DUE else "what to do"
    return Screen(header(app, child, episode, back_to=before), body)
