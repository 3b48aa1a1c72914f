"""When and where last seen: our own questions, for the police. Asked before the report; what the log holds
stands beside them."""

from __future__ import annotations

import flet as ft

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.topics import Topic
from carerapp.domain.topics.call import Call
from carerapp.ui import kit
from carerapp.ui.features.episode.log_lines import log_lines
from carerapp.ui.features.episode_header import clock, header
from carerapp.ui.features.to_report import FIRST, REPORT
from carerapp.ui.questions.form_renderer import question
from carerapp.ui.screen import Screen
from carerapp.ui.screen_name import ScreenName
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2


def last_seen(app: App) -> Screen:
    """When, where, with whom and in what the child was last seen; then what else the police may ask."""
    child = app.book.child(app.place["child"])
    episode = child.episode(app.place["episode"])
    fields = child.protocol.episode.section("last_seen").fields
    first = [field for name in FIRST for field in fields if field.name == name]
    more = [field for field in fields if field not in first]

    def on() -> None:
        app.replace(ScreenName.REPORT, child=child.id, episode=episode.id)

    asked = app.place.get("then") == REPORT
    words = f"These questions are ours, not part of the {child.protocol.short} form. Blanks are fine."
    return Screen(
        header(app, child, episode, back_to="what to do"),
        [
            kit.h1("When and where last seen"),
            kit.text(f"The police will ask. {words}", color=INK2),
            *_from_the_log(app, child, episode),
            *(question(app, child.id, episode.id, field) for field in first),
            kit.h2("They may ask, too"),
            *(question(app, child.id, episode.id, field) for field in more),
        ],
        sticky=[kit.button("Next: ring the police", on, "primary", main=True)] if asked else [],
        keep_sticky=asked,
    )


def _from_the_log(app: App, child: ChildFile, episode: Episode) -> list[ft.Control]:
    """What others said they saw, and what the child said on the phone, in the log's words."""
    said = {
        event.id
        for topic in (Topic.CALL, Topic.CHILD_PHONED)
        for event in episode.record.notes(topic)
        if topic is Topic.CHILD_PHONED or Call.of(event).outcome is CallOutcome.SEEN
    }
    lines = [line for line in log_lines(app, child, episode) if line.event in said and not line.corrected_by]
    return [kit.note(f"From the log, {clock(line.happened, app.now())}: {line.words}") for line in lines]
