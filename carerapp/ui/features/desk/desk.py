"""The duty desk's home: who is missing now, across homes, and what nobody here has seen yet."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import flet as ft

from carerapp.actions.acknowledge import acknowledge
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import duties_for
from carerapp.domain.duties import DutyState
from carerapp.domain.episode import Episode, elapsed_words
from carerapp.domain.gate.shape import shown
from carerapp.domain.lacking import lacking_words, not_known_here
from carerapp.domain.log_names import LogNames
from carerapp.domain.outcomes import Fact
from carerapp.domain.seen import seen
from carerapp.domain.topics.moved import Moved
from carerapp.sharing import Enrolment, RestrictedEntry, restricted_entries, whose
from carerapp.ui import kit
from carerapp.ui.contained import contained
from carerapp.ui.features.children.same_child_card import same_child_card
from carerapp.ui.features.episode.due import details
from carerapp.ui.features.episode.live_log import reading
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.notices import damaged
from carerapp.ui.features.sharing.aside import aside_card
from carerapp.ui.features.sharing.states import entries, home_card
from carerapp.ui.features.take_back import taking_back
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def desk(app: App, enrolment: Enrolment) -> Screen:
    """Open episodes first: those that wait to be seen before those that were."""
    everybody = list(app.book.children())
    files = [child for child in everybody if _here(app, child, enrolment)]
    episodes = [(child, episode) for child in files if (episode := child.open_episode)]
    waiting = [(c, n) for c, n in episodes if _unseen(c, n)]
    rest = [(c, n) for c, n in episodes if not _unseen(c, n)]
    body: list[ft.Control] = [*damaged(app), *aside_card(app), kit.h1("Missing now")]
    if not episodes:
        body.append(kit.note("Nobody is reported missing to this desk. What homes write comes in by itself."))
    if waiting:
        body += [kit.h2("Not seen yet"), *(_contained(app, child, episode) for child, episode in waiting)]
    if rest:
        body += [kit.h2("Seen"), *(_contained(app, child, episode) for child, episode in rest)]
    if others := [child for child in files if not child.open_episode]:
        cards = (contained(app, child, partial(_other, app, child)) for child in others)
        body += [kit.h2("Other children"), kit.group(*cards)]
    if left := [child for child in everybody if child not in files]:
        cards = (contained(app, child, partial(_left, app, child)) for child in left)
        body += [kit.h2("Moved to another council"), kit.group(*cards)]
    body += same_child_card(app)
    came = restricted_entries(app.session.vault, enrolment)
    if came:
        words = f"{len(came)} {'entry' if len(came) == 1 else 'entries'}, for this desk alone"
        body.append(
            kit.group(kit.row("Restricted entries", words, lambda: app.go(ScreenName.LETTERS), status="due"))
        )
    body += home_card(app)
    if app.services.listening is not None:
        notify = lambda: app.start(app.services.host.ask_to_notify)
        body.append(
            kit.button(
                "Show a notice when something is new", notify, "text", icon_=ft.Icons.NOTIFICATIONS_OUTLINED
            )
        )
    body.append(
        kit.button("People and keys", lambda: app.go(ScreenName.STAFF), "text", icon_=ft.Icons.KEY_OUTLINED)
    )
    return Screen(kit.plain_header(f"Duty desk: {enrolment.called}", hide=app.locking.hide), body)


def _contained(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    return contained(app, child, partial(_card, app, child, episode))


def _here(app: App, child: ChildFile, enrolment: Enrolment) -> bool:
    """False for a child who moved: nothing more comes about them, also not that they are back."""
    shared = app.session.sharing
    return shared is None or not child.moves or shared.holds(enrolment, child.id, whose(child))


def _left(app: App, child: ChildFile) -> ft.Control:
    act = child.moves[-1]
    words = (
        f"{clock(act.happened, app.now())}. {Moved.of(act).in_log(LogNames(child))} Nothing more comes here."
    )
    tap = partial(app.go, ScreenName.EARLIER, child=child.id)
    if episode := child.open_episode:
        words = f"{words} Missing when they moved: ask the other council."
        tap = partial(app.go, ScreenName.DESK_EPISODE, child=child.id, episode=episode.id)
    return kit.row(app.book.names()[child.id], words, tap)


def _unseen(child: ChildFile, episode: Episode) -> bool:
    found = seen(episode, child.events)
    return found is None or found.since > 0


def _card(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    gone = elapsed_words(episode.unknown_since, episode.found_at or app.now())
    state = f"Back since {clock(episode.found_at, app.now())}" if episode.found_at else f"Missing for {gone}"
    if episode.reported_at:
        state += f". Reported to police {clock(episode.reported_at, app.now())}"
    due = [d for d in duties_for(child, episode, app.now()) if d.state is DutyState.OVERDUE]
    lines: list[ft.Control] = [
        kit.h2(app.book.names()[child.id]),
        kit.text(state),
        kit.text(child.protocol.short, "small", INK2),
    ]
    lines.append(_seen_line(app, child, episode))
    if child.lacks:
        lines.append(kit.status("check", lacking_words(child)))
    elif due:
        lines.append(
            kit.status("check", f"Late: {due[0].what}" + (f" and {len(due) - 1} more" if due[1:] else ""))
        )
    look = partial(app.go, ScreenName.DESK_EPISODE, child=child.id, episode=episode.id)
    lines.append(
        kit.button(
            "Read and acknowledge" if _unseen(child, episode) else "Read",
            look,
            "primary" if _unseen(child, episode) else "outline",
        )
    )
    return kit.card(*lines, spacing=8)


def _seen_line(app: App, child: ChildFile, episode: Episode) -> ft.Control:
    found = seen(episode, child.events)
    if found is None:
        return kit.status("due", "Nobody at the desk has seen this yet")
    who = f"Seen by {app.book.name_of(found.by)}, {clock(found.at, app.now())}"
    return kit.status(
        "due" if found.since else "done", f"{who}. {entries(found.since)} since" if found.since else who
    )


def _other(app: App, child: ChildFile) -> ft.Control:
    past = [episode for episode in child.episodes if episode.closed]
    words = f"{len(past)} earlier {'time' if len(past) == 1 else 'times'}" if past else "No episode yet"
    tap = (
        partial(app.go, ScreenName.EARLIER, child=child.id)
        if past
        else partial(app.go, ScreenName.KEY_CONTACTS, child=child.id)
    )
    return kit.row(app.book.names()[child.id], words, tap)


def desk_episode(app: App) -> Screen:
    """What the home wrote, what is due and whose it is, the documents; and one button."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    go = {"child": child.id, "episode": episode.id}

    def done() -> None:
        app.attempt(lambda: acknowledge(app.book, child.id, episode.id))
        app.session.share_now()

    duties = duties_for(child, episode, app.now())
    found = [d for d in duties if d.state is not DutyState.DONE and not d.hangs]
    due: list[ft.Control] = [kit.h2("What is due")]
    due += (
        [kit.group(*(kit.row(d.what, details(d, app.now())) for d in found))]
        if found
        else [kit.note(not_known_here(child.protocol) or "Nothing is due now.")]
    )
    papers: list[ft.Control] = [
        kit.h2("Documents"),
        kit.button(
            "Documents and copies",
            lambda: app.go(ScreenName.COPIES, **go),
            icon_=ft.Icons.DESCRIPTION_OUTLINED,
        ),
        kit.button("Key Contacts form", lambda: app.go(ScreenName.KEY_CONTACTS, child=child.id), "text"),
    ]
    log: list[ft.Control] = [kit.h2("Log"), *reading(app, child, episode)]
    title = header(app, child, episode, back_to="the desk", back=app.home)
    wake = app.session.share_now
    back = taking_back(app, child, episode, Fact.ACKNOWLEDGED, then=wake)
    top = [_seen_line(app, child, episode), *back, *aside_card(app, child.id)]
    sticky = []
    shared = app.session.sharing
    here = shared is None or shared.desk is None or _here(app, child, shared.desk)
    if here and _unseen(child, episode):
        sticky = [kit.button(f"I have seen this, {app.book.person.name}", done, "primary", main=True)]
    if kit.look().wide:
        return Screen(title, [*top, *log], sticky=sticky, side=[*due, *papers])
    return Screen(title, [*top, *due, *papers, *log], sticky=sticky)


def _written(app: App, at: str) -> str:
    """When, as the screens say times; as it came where it is no time."""
    try:
        return clock(datetime.fromisoformat(at), app.now())
    except (ValueError, OverflowError):  # older versions kept it as it came
        return shown(at)


def _writer(app: App, one: RestrictedEntry) -> str:
    """Who signed it; what it says of itself counts only beside that name."""
    if not one.author:
        return f"Not signed by anybody known here. It says: {shown(one.who)}"
    name = app.book.name_of(one.author)
    return shown(one.who) if one.who.startswith(f"{name}, ") else name


def letters_screen(app: App) -> Screen:
    """Restricted entries: sealed to the desk alone by whoever wrote them."""
    shared = app.session.sharing
    enrolment = shared.desk if shared else None
    body: list[ft.Control] = [
        kit.h1("Restricted entries"),
        kit.text("No home’s device can read these.", color=INK2),
    ]
    names = app.book.names()
    for one in reversed(restricted_entries(app.session.vault, enrolment)) if enrolment else ():
        body.append(
            kit.card(
                kit.text(f"About {names.get(one.child, 'a child')}", "strong"),
                kit.text(one.words),
                kit.text(f"{_writer(app, one)}, {_written(app, one.written_at)}", "small", INK2),
            )
        )
    return Screen(
        kit.plain_header("Restricted entries", hide=app.locking.hide, back=app.back, back_to="the desk"), body
    )
