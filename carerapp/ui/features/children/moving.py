"""What is chosen about a move, kept as drafts: they survive the way to the check and back, and a lock."""

from __future__ import annotations

from dataclasses import replace

from carerapp.actions.move_child import Move, as_it_is
from carerapp.domain.belonging import ELSEWHERE, NOT_SURE
from carerapp.domain.child import ChildFile
from carerapp.sharing import Enrolment, whose
from carerapp.ui.shell import App

PARTS = ("host", "placing", "holder", "before", "tonight", "reason")
YES = "yes"
NOBODY = "none"  # the council there: an empty draft would be no choice


def key(child: ChildFile, part: str) -> str:
    """Of a draft."""
    return f"move:{child.id}:{part}"


def still_with(app: App, child: ChildFile) -> str:
    """The protocol whose authority has the file, where an answer reads otherwise and nobody moved the child;
    "" else."""
    shared = app.session.sharing
    by = shared.authority_of(child.id, whose(child)) if shared else None
    if by is None or child.belongs.holder or child.invented or child.holder in by.policy.serves:
        return ""
    return next(iter(by.policy.serves), "")


def chosen(app: App, child: ChildFile) -> Move:
    """As it is tapped so far; what was not touched follows from the rest."""
    now = as_it_is(child, still_with(app, child))
    said = {part: app.drafts.get(key(child, part)) for part in PARTS}
    host = said["host"] or now.host
    placing = "" if said["placing"] == NOBODY else said["placing"] or now.placing
    if placing == host:
        placing = ""
    same = (host, placing) == (now.host, now.placing)
    follows = now.holder if same else placing if placing not in ("", ELSEWHERE, NOT_SURE) else host
    move = Move(host, placing, said["holder"] or follows, reason=said["reason"].strip())
    if child.invented:  # it goes to no authority
        move = replace(move, holder=now.holder)
    return replace(
        move,
        before=said["before"] == YES and move.holder != now.holder,
        tonight=said["tonight"] == YES and move.host != now.host and child.open_episode is not None,
    )


def drop(app: App, child: ChildFile) -> None:
    """It is done, or nothing is to be done."""
    app.drafts.drop(*(key(child, part) for part in PARTS))


def connected(app: App, child: ChildFile, holder: str, now: str) -> Enrolment | None:
    """The authority behind a holder's id, where this device is connected with it."""
    shared = app.session.sharing
    if shared is None:
        return None
    return shared.authority_of(child.id, whose(child)) if holder == now else shared.authority_for(holder)
