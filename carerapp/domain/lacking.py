"""The rules under which a child's log is kept may not be on this device. Another edition of them stands in,
and is said to. Another council's never do: no step, number, duty or script of theirs is shown."""

from __future__ import annotations

from dataclasses import replace

from carerapp.domain.child import ChildFile
from carerapp.domain.police import EMERGENCY, NON_EMERGENCY
from forms.engine.definition import Field, Form
from forms.protocol import Protocol, ScriptLine

#: Our own words, where no authority's are here: what the police are told of anybody who is missing.
SCRIPT = (
    ScriptLine(ask="Who is missing?", facts=("child:full_name", "child:age"), source=""),
    ScriptLine(ask="Since when?", facts=("episode:unknown_since",), source=""),
    ScriptLine(
        ask="When, where and how were they last seen?",
        facts=(
            "episode:last_seen_at",
            "episode:last_seen_place",
            "episode:last_seen_with",
            "episode:last_seen_clothing",
        ),
        source="",
    ),
    ScriptLine(ask="Do they need medicine?", facts=("episode:last_seen_medication",), source=""),
    ScriptLine(ask="Where may they be?", facts=("episode:possible_places", "episode:facts"), source=""),
)
IN_DOUBT = f"In doubt, ring: {EMERGENCY} in danger, {NON_EMERGENCY} if not"


def without_rules(protocol: Protocol, lacks: str) -> Protocol:
    """The forms of a protocol, for a child who is under other rules, which are not here: nothing of what it
    asks, times or says is left. ``lacks``: as `ChildFile.lacks`."""
    id = lacks.partition("@")[0]
    called = f"“{id}”" if id else "another council"
    return Protocol(
        id=id or "not_here",
        title=called,
        short=called,
        version="",
        edition="",
        date="",
        review="",
        police_force="",
        source="",
        rules={},
        danger=(),
        script=SCRIPT,
        key_contacts=_bare(protocol.key_contacts),
        # what is begun here is begun under their rules, as the log then says
        episode=replace(_bare(protocol.episode), id=f"{id}/episode" if id else protocol.episode.id),
        preparation=protocol.preparation and _bare(protocol.preparation),
        counts=protocol.counts,
        outside="host",
        lacking=True,
    )


def _bare(form: Form) -> Form:
    """Its questions, without what the authority says beside them, and to whom it goes."""

    def plain(field: Field) -> Field:
        return replace(field, note="", columns=tuple(map(plain, field.columns)))

    sections = (replace(s, note="", fields=tuple(map(plain, s.fields))) for s in form.sections)
    return replace(
        form, sections=tuple(sections), notices=(), closing_notices=(), send_to=(), send_note="", about=""
    )


def lacking_words(child: ChildFile) -> str:
    """Which rules are not here, what that means, and what still works; "" where they are here."""
    if not child.lacks:
        return ""
    if child.protocol.lacking:
        return (
            f"This device does not have the rules that hold for this child: those of {child.protocol.short}. "
            f"So it does not say what to do next, whom to tell, or by when. {IN_DOUBT}. The log and the form "
            f"work, and nothing is lost. The form’s questions are {child.protocol.key_contacts.authority}’s. "
            "The rules come when this device shares with the authority."
        )
    short, number = child.protocol.short, child.lacks.partition("@")[2]
    return (
        f"This device does not have the rules that hold for this child: number {number} of {short}’s. The "
        f"steps, the advice and what is due are another edition of {short}’s, and may be wrong here. Do not "
        "wait, and leave nothing out, because of them. Every entry of the log is here."
    )


def not_known_here(protocol: Protocol, then: str = "Ask your authority") -> str:
    """In place of a list that has nothing in it, since nobody here knows what belongs there; "" where the
    rules are here. ``then``: what to do."""
    if not protocol.lacking:
        return ""
    return f"Not known here: this device does not have the rules of {protocol.short}. {then}."
