"""Who asks to read the children here, and who reads them: one clear question in calm time (ADR 23)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import flet as ft

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.isolated import isolated
from carerapp.sharing import APPROVED, Asks, Enrolment, Offer, Reads, Sharing
from carerapp.ui import kit
from carerapp.ui.features.staff.people import day
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

CALLED = "called:"  # keys of drafts
DESK = "Duty desk"


@dataclass
class WhoReadsState:
    """``unnamed``: the device whose name is missing; ``sure``: of whom *No longer* was tapped, and is asked
    once more; ``compared``: that was put off until tomorrow, and is looked at today after all."""

    unnamed: str = ""
    sure: str = ""
    compared: str = ""


def asking(app: App, shared: Sharing) -> list[ft.Control]:
    """A card for each device that nobody here has said yes to."""
    cards: list[ft.Control] = []
    for enrolment in _let_in(shared):
        cards += [_offered(app, shared, enrolment, one) for one in shared.taking_in.offers(enrolment)]
        cards += [_card(app, shared, enrolment, one) for one in shared.who_reads.asks(enrolment)]
    return cards


def who_asks(shared: Sharing) -> tuple[str, str]:
    """One line for the home screen, with its sign; "" while nobody asks, or *not now* was said today."""
    found = [one for enrolment in _let_in(shared) for one in shared.who_reads.asks(enrolment)]
    if any(one.desk and one.children for one in found):
        return "The duty desk can’t read this yet. Compare one number with them", "check"
    if any(shared.taking_in.offers(enrolment) for enrolment in _let_in(shared)):
        return "The record of a child is given to this device. Look at it", "todo"
    open_ = [one for one in found if not one.later]
    if any(one.children for one in open_):
        return "A tablet asks to read. Look at it", "todo"
    return ("Some read already. Compare their numbers", "todo") if open_ else ("", "")


def desk_notice(app: App) -> list[ft.Control]:
    """Above the children, until somebody has compared its number."""
    shared = app.session.sharing
    found = (
        [one for enrolment in _let_in(shared) for one in shared.who_reads.asks(enrolment)] if shared else []
    )
    if not any(one.desk and one.children for one in found):
        return []
    words = kit.status("check", "The duty desk can’t read what you write yet", "strong")
    return [kit.card(words, kit.button("Compare one number", lambda: app.go(ScreenName.SHARING), "tonal"))]


def desk_cannot_read(app: App, child: ChildFile, episode: Episode, enrolment: Enrolment) -> list[ft.Control]:
    """In an episode: what is sent waits unread, and what to do then. Nothing is held up by it."""
    shared = app.session.sharing
    assert shared is not None
    if not any(shared.who_reads.desk_reads(log, enrolment) is False for log in child.logs):
        return []
    words = "The duty desk can’t read this yet. Ring them, and tell them what is here."
    lines = [kit.status("check", words, "strong")]
    for who, number in enrolment.policy.ring[:1]:
        ring = partial(app.device.call, child.id, episode.id, f"ladder:{who}", who, number)
        lines.append(kit.call_button(number, ring, words=f"Ring {who}"))
    return lines


def _card(app: App, shared: Sharing, enrolment: Enrolment, asks: Asks) -> ft.Control:
    state = app.state(WhoReadsState)
    about = kit.text(f"About {_named(app, (*asks.children, *asks.reads))}.")
    title = kit.h2(_title(asks))
    if asks.later and state.compared != asks.seal_key:
        look = lambda: _set(state, compared=asks.seal_key)
        later = kit.text("You said “Not now”. The app asks again tomorrow.")
        again = [kit.button("Look at it now", look, "tonal")]
        return kit.card(title, about, later, *(again if shared.who_reads.may_decide(enrolment) else []))
    lines: list[ft.Control] = [title, about, *_what_to_do(asks), _number(asks.number)]
    if asks.swapped:
        swapped = "It had another number before. Do not say yes until the duty team says why."
        lines.insert(1, kit.status("check", swapped, "strong"))
    if not shared.who_reads.may_decide(enrolment):
        return kit.card(*lines, kit.status("todo", "A manager must look at this", "strong"))
    return kit.card(*lines, *_answer(app, shared, enrolment, asks))


def _offered(app: App, shared: Sharing, enrolment: Enrolment, offer: Offer) -> ft.Control:
    """A child's key that somebody sealed to this device: nothing is opened before the yes."""

    def say(*, yes: bool) -> None:
        if app.attempt(lambda: shared.taking_in.say(enrolment, offer, yes=yes)):
            shared.sync_now()
            app.session.share_now()

    whose = f"It is about {_named(app, [offer.child])}, who is here already." if offer.here else ""
    lines: list[ft.Control] = [
        kit.h2("Take in the record of a child?"),
        kit.text("The duty team gives it, or another tablet of your home. Do you expect it?"),
        kit.text(whose or "You see whose it is once you take it in."),
        kit.text("Ask them for the number of the child’s key. It is under “Sharing” there. Is it this one?"),
        _number(offer.number),
    ]
    if not shared.who_reads.may_decide(enrolment):
        return kit.card(*lines, kit.status("todo", "A manager must look at this", "strong"))
    return kit.card(
        *lines,
        kit.button("It is the same: take it in", lambda: say(yes=True), "primary"),
        kit.button("No: do not take it in", lambda: say(yes=False), "outline"),
    )


def _title(asks: Asks) -> str:
    if asks.desk:
        return "The duty desk can’t read this yet" if asks.children else "A duty desk reads already"
    return "A tablet asks to read" if asks.children else "A tablet reads already"


def _what_to_do(asks: Asks) -> list[ft.Control]:
    """No number to ring from the authority's own policy: who holds the endpoint could have put it there."""
    lines: list[ft.Control] = []
    if asks.children and asks.desk:
        lines.append(kit.text("What you write is sent, and stays locked there. Nothing is lost."))
    elif asks.reads:
        lines.append(kit.text("Nobody here has said that it may. Is it still the right one?"))
    if asks.desk:
        return [
            *lines,
            kit.text("Ring the duty team, on a phone number that you know from before."),
            kit.text("Ask them for their desk’s number. They find it under “Sharing”. Is it this one?"),
        ]
    return [*lines, kit.text("Look at that tablet. It shows its number under “Sharing”. Is it this one?")]


def _number(number: str) -> ft.Control:
    """Eight groups, four in a line: as they are read out. Two where text is large: a line that breaks by
    itself is read wrongly."""
    groups, many = number.split(), 2 if kit.look().big else 4
    lines = ["  ".join(groups[at : at + many]) for at in range(0, len(groups), many)]
    return kit.card(*(kit.text(words, "strong") for words in lines), spacing=4)


def _answer(app: App, shared: Sharing, enrolment: Enrolment, asks: Asks) -> list[ft.Control]:
    state, key = app.state(WhoReadsState), f"{CALLED}{asks.device}:{asks.seal_key[:8]}"
    label = "What do you call it?"
    called = app.drafts.get(key, DESK if asks.desk else "")

    def yes() -> None:
        if not called_now():
            _set(state, unnamed=asks.device)
        elif app.attempt(lambda: shared.who_reads.let_read(enrolment, asks, called_now())):
            app.drafts.drop(key)
            _set(state, unnamed="", compared="")
            shared.sync_now()
            app.session.share_now()

    def called_now() -> str:
        return app.drafts.get(key, DESK if asks.desk else "").strip()

    def not_now() -> None:
        app.attempt(lambda: shared.who_reads.not_now(enrolment, asks))
        _set(state, compared="")

    problem = (
        "Give it a name, such as “Office 2”." if state.unnamed == asks.device and not called_now() else ""
    )
    box = kit.text_box(label, called, partial(app.drafts.type, key), key=key, problem=bool(problem))
    no = _no(app, shared, enrolment, asks.device, asks.seal_key, called) if asks.reads else []
    return [
        kit.labelled(label, box, problem=problem),
        kit.button("It is the same: let it read", yes, "primary"),
        kit.button("Not now", not_now, "outline"),
        *no,
    ]


def reading(app: App, shared: Sharing, enrolment: Enrolment) -> list[ft.Control]:
    """Who can read here, since when, by whom; and this device's own number."""
    who = shared.who_reads
    lines: list[ft.Control] = []
    devices: dict[tuple[str, str], list[Reads]] = {}
    for one in who.reads(enrolment):
        devices.setdefault((one.device, one.called), []).append(one)
    for (device, called), rows in devices.items():
        lines.append(kit.status("done", _since(app, called, rows)))
        if who.may_decide(enrolment):
            lines += _no(app, shared, enrolment, device, rows[0].seal_key, called)
    given = [one.child for rows in devices.values() for one in rows if not one.desk]
    keys = shared.taking_in.key_numbers(enrolment)
    for child in dict.fromkeys(child for child in given if child in keys):
        words = f"The number of {_named(app, [child])}’s key. The other device shows the same when it asks:"
        lines += [kit.text(words, "small", INK2), _number(keys[child])]
    whose = "desk’s" if enrolment.desk else "device’s"
    when = "when a home rings and asks" if enrolment.desk else "when another tablet or the duty team asks"
    lines += [kit.text(f"This {whose} number. Read it out {when}:", "small", INK2)]
    return [*lines, _number(who.own_number(enrolment))]


def _since(app: App, called: str, rows: Sequence[Reads]) -> str:
    first = rows[0]
    by = "the app itself, for training" if first.itself else app.book.name_of(first.by)
    names = _named(app, [one.child for one in rows])
    return f"“{isolated(called)}” can read {names} since {day(first.since)}, by {by}"


def _no(
    app: App, shared: Sharing, enrolment: Enrolment, device: str, seal_key: str, called: str
) -> list[ft.Control]:
    """Asked once more: a no takes nothing back."""
    state = app.state(WhoReadsState)
    about = f"“{isolated(called)}”" if called else "it"
    if state.sure != device:
        words = f"No longer: {about} should not read"
        return [kit.button(words, lambda: _set(state, sure=device), "text")]

    def no() -> None:
        if app.attempt(lambda: shared.who_reads.should_not(enrolment, device, called, seal_key)):
            _set(state, sure="")
            app.session.share_now()

    return [
        kit.status(
            "check",
            "It keeps what it has, and can open what comes, until the duty team turns it off. Ring them too.",
        ),
        kit.button("Yes: it should not read", no, "danger"),
        kit.button("Keep it", lambda: _set(state, sure=""), "outline"),
    ]


def _named(app: App, children: Iterable[str]) -> str:
    names = app.book.short_names()
    found = list(dict.fromkeys(names.get(child, "a child") for child in children))
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"


def _let_in(shared: Sharing) -> list[Enrolment]:
    return [one for one in shared.authorities if one.state == APPROVED]


def _set(state: WhoReadsState, **what: str) -> None:
    for name, value in what.items():
        setattr(state, name, value)
