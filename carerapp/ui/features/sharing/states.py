"""Where a child's record is: on this device, received, seen. Never a word more than is known."""

from __future__ import annotations

from datetime import UTC, datetime

import flet as ft

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.isolated import isolated
from carerapp.domain.seen import escalation_step, seen
from carerapp.sharing import APPROVED, OLDER, Sharing, SyncStatus, whose
from carerapp.ui import kit
from carerapp.ui.features.episode_header import clock
from carerapp.ui.features.sharing.who_reads import desk_cannot_read, who_asks
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App


def moment(app: App, seconds: float) -> str:
    """A Unix time as the screens say times."""
    return clock(datetime.fromtimestamp(seconds, UTC), app.now())


def entries(count: int) -> str:
    """ "1 entry", "3 entries"."""
    return f"{count} {'entry' if count == 1 else 'entries'}"


def _status(app: App, sharing: Sharing) -> SyncStatus:
    """The one that the strip shows, too."""
    return app.session.loop.status if app.session.loop is not None else sharing.status()


def where_it_is(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """The card in an episode. Nothing on a device that no authority is connected with."""
    sharing = app.session.sharing
    if sharing is None or not sharing.authorities:
        return []
    more = lambda: app.go(ScreenName.SHARING)
    enrolment = sharing.authority_of(child.id, whose(child))
    if enrolment is None or enrolment.state != APPROVED:
        waits = (
            "The authority has not let this device in yet" if enrolment else "Not shared with any authority"
        )
        return [kit.card(kit.status("todo", f"On this device only. {waits}"))]
    if {one.erasure.stream for one in sharing.erasures.there(enrolment)} & set(child.logs):
        gone = f"{isolated(enrolment.called)} has erased this child’s record. "
        only = "What you write is on this device only"
        return [kit.card(kit.status("check", gone + only), kit.button("More about this", more, "text"))]
    unread = desk_cannot_read(app, child, episode, enrolment)
    lines: list[ft.Control] = [*unread]
    status = _status(app, sharing)
    feeds = [status.authorities[enrolment.device].feed(log) for log in child.logs]
    received = sum(feed.received for feed in feeds)
    if waiting := sum(status.waiting.get(log, 0) for log in child.logs):
        lines.append(kit.status("todo", f"On this device only: {entries(waiting)}"))
    if received:
        at = moment(app, max(feed.receipt_at for feed in feeds))
        lines.append(kit.status("done", f"Received by {enrolment.called}: {entries(received)}, {at}"))
    found = seen(episode, child.events)
    if found:
        since = f". Not seen yet: {entries(found.since)} since then" if found.since else ""
        words = f"Seen by {app.book.name_of(found.by)}, {clock(found.at, app.now())}{since}"
        lines.append(kit.status("done" if not found.since else "due", words))
    elif received:
        lines.append(kit.status("todo", "Not seen by a person there yet"))
    lines += [] if unread else _next_number(app, child, episode)
    lines.append(kit.button("More about this", more, "text"))
    return [kit.card(*lines, spacing=8)]


def _next_number(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """The authority's own ladder: nobody has acknowledged for as long as it allows."""
    sharing = app.session.sharing
    assert sharing is not None
    enrolment = sharing.authority_of(child.id, whose(child))
    if enrolment is None:
        return []
    policy = enrolment.policy
    step = escalation_step(episode, child.events, policy.acknowledge_minutes, policy.ring, app.now())
    if step is None:
        return []
    who, number = step
    ring = lambda: app.device.call(child.id, episode.id, f"ladder:{who}", who, number)
    return [
        kit.status(
            "check", f"Nobody there has seen this for {policy.acknowledge_minutes} minutes or more", "strong"
        ),
        kit.call_button(number, ring, words=f"Ring {who}"),
    ]


def home_card(app: App) -> list[ft.Control]:
    """On the home screen: one line, and the way to more."""
    sharing = app.session.sharing
    if sharing is None:
        return []
    enrolment = sharing.authorities
    if not enrolment:
        return [
            kit.button(
                "Connect with your authority", lambda: app.go(ScreenName.SHARING), "text", icon_=ft.Icons.LINK
            )
        ]
    status = _status(app, sharing)
    waiting = any(one.state != APPROVED for one in enrolment)
    asks, sign = who_asks(sharing)
    if any(one.offered_key or one.key_changed_at for one in enrolment):
        words, kind = "Compare the authority’s number", "check"
    elif asks:
        words, kind = asks, sign
    elif any(one.older for one in status.authorities.values()):
        words, kind = OLDER, "check"
    elif any(gone.here for one in enrolment for gone in sharing.erasures.there(one)):
        words, kind = "The authority has erased a child’s record", "check"
    elif any(one.set_aside for one in status.authorities.values()):
        words, kind = "Something could not be shared", "check"
    elif waiting:
        words, kind = "The authority has not let this device in yet", "todo"
    elif status.not_received:
        words, kind = f"On this device only: {entries(status.not_received)}", "todo"
    else:
        at = status.receipt_at
        words = f"Received by {enrolment[0].called}, {moment(app, at)}" if at else "Nothing to send yet"
        kind = "done"
    return [
        kit.group(
            kit.row("Shared with the authority", words, lambda: app.go(ScreenName.SHARING), status=kind)
        )
    ]
