"""Writing without unlocking: the clock runs, steps are ticked, words and photos are sealed at once.

Nothing of what is inside is shown; only what was written since this screen was opened. What is half typed is
sealed at each pause, to the vault's public key: nobody can read it here any more, so after a crash it is no
box that shows it again but the screen of whoever unlocks next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import flet as ft

from carerapp.actions.access import Capture, VaultError
from carerapp.actions.form_reading import Step
from carerapp.actions.put_in_captured import HALF
from carerapp.domain.episode import elapsed_words
from carerapp.domain.outcomes import StepOutcome
from carerapp.ui import kit
from carerapp.ui.clock_words import clock
from carerapp.ui.drafts import Drafts
from carerapp.ui.screen import Screen
from carerapp.ui.shell import App
from carerapp.ui.theme import INK2

WORDS, BY = "capture", "capture-by"  # keys of the two boxes


@dataclass
class Capturing:
    """One episode written without unlocking. `said` is what this screen itself wrote, for the screen."""

    capture: Capture
    id: str
    since: datetime
    drafts: Drafts
    note: str  # the id of the entry that is being typed
    authority: str = ""
    steps: dict[str, StepOutcome] = field(default_factory=dict)
    said: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def by(self) -> str:
        """Who says they write."""
        return self.drafts.get(BY)

    def under(self, authority: str) -> None:
        """A tap on whose procedure holds; "" asks again."""
        self.authority = authority


@dataclass
class CaptureState:
    """What is under way on this screen, and the step that is open on it."""

    episode: Capturing | None = None
    step: str = ""

    def open(self, step: str) -> None:
        """A tap on a step, by its field."""
        self.step = step


def _episode(app: App) -> Capturing:
    episode = app.state(CaptureState).episode
    assert episode is not None
    return episode


def start(app: App) -> None:
    """One tap: the clock runs and the first entry is sealed."""
    now = app.now()
    kept = app.services.host.not_seen_since or now  # to come, by a clock that was set back: it is kept so
    try:
        drafts, new_id = app.new_drafts(partial(_seal_half, app)), app.services.new_id
        episode = Capturing(app.services.door.capture(), new_id(), min(kept, now), drafts, new_id())
    except VaultError as trouble:
        app.warn(str(trouble))
        return
    app.states.clear()
    app.state(CaptureState).episode, app.locking.capturing = episode, True
    if not _write(app, "start", id=episode.id, since=kept.isoformat(timespec="seconds")):
        app.locking.capturing = False


def _piece(app: App, episode: Capturing, kind: str) -> dict[str, str | int]:
    """What every piece says."""
    at = app.now().isoformat(timespec="seconds")
    steady = app.services.steady()
    piece = {"id": app.services.new_id(), "night": episode.id, "kind": kind, "at": at, "by": episode.by}
    # inside what is sealed: by this clock, which nobody sets, the time is held against when it is read
    return {**piece, "run": steady.run, "run_ms": steady.ms}


def _write(app: App, kind: str, said: str = "", **more: Any) -> bool:
    episode = _episode(app)
    piece = {**_piece(app, episode, kind), **more}
    if not app.attempt(lambda: episode.capture.append(piece)):
        return False
    app.saved.written(app.now())
    if said:
        episode.said.insert(0, (app.now(), said))
    return True


def _seal_half(app: App) -> bool:
    """What stands in the two boxes, for whoever unlocks next if it is never finished here. False: not kept,
    and it is said why."""
    episode = app.state(CaptureState).episode
    if episode is None:
        return True
    half = {**_piece(app, episode, HALF), "id": episode.note, "words": episode.drafts.get(WORDS)}
    if app.attempt(lambda: episode.capture.keep_half(episode.id, half), quiet=True):
        episode.drafts.remembered()
        return True
    return False


def capture(app: App) -> Screen:
    """The clock, a box for words, a photo, and the steps of a procedure."""
    episode = _episode(app)
    now = app.now()
    header = kit.clock_header(
        "Written without unlocking",
        elapsed_words(episode.since, now),
        f"Not seen since {clock(episode.since, now)}",
        hide=app.locking.hide,
        back=partial(_leave, app),
        back_to="the lock screen",
    )
    sealed = f"Sealed on this device {_last(episode, now)}. {_entries(episode.capture.count)}"
    first: list[ft.Control] = [
        kit.status("device", app.saved.last(sealed)),
        *_words(app, episode),
        kit.button("Add a photo", partial(_photo, app), icon_=ft.Icons.PHOTO_CAMERA_OUTLINED),
    ]
    steps = [kit.h2("Steps"), *_steps(app, episode)]
    said: list[ft.Control] = [
        kit.text(f"{clock(at, now)} {words}", "small", INK2) for at, words in episode.said
    ]
    if said:
        said.insert(0, kit.h2("Written just now"))
    note = kit.note(
        "Everything here is sealed as you write it. Whoever unlocks next puts it in the right child’s log. "
        "If the app stops before you tap Save, what you had begun is not shown here again: whoever unlocks "
        "next sees it, marked as not finished."
    )
    sticky = [kit.button("Unlock", partial(_leave, app), icon_=ft.Icons.LOCK_OPEN)]
    if kit.look().wide:
        return Screen(header, [*first, *said], sticky=sticky, side=[note, *steps])
    return Screen(header, [*first, *steps, *said, note], sticky=sticky)


def _entries(count: int) -> str:
    return f"{count} entries" if count != 1 else "1 entry"


def _last(episode: Capturing, now: datetime) -> str:
    return clock(episode.said[0][0] if episode.said else now, now)


def _leave(app: App) -> None:
    """What is typed and not saved yet is sealed first. Back is taken at once, the second tap on it too."""
    if app.locking.capturing and _save_words(app):
        if _episode(app).drafts.has(BY):  # a name that no entry says yet
            _seal_half(app)
        app.locking.capturing = False
        app.states.clear()


def _words(app: App, episode: Capturing) -> list[ft.Control]:
    drafts, label = episode.drafts, "What happened?"
    typed, name = partial(drafts.type, WORDS), partial(drafts.type, BY)
    box = kit.text_box(label, drafts.get(WORDS), typed, lambda: _save_words(app), key=WORDS, lines=3)
    yours = kit.text_box("Your name", episode.by, name, key=BY)
    return [
        kit.labelled(label, box, hint="What you saw or heard. Times are added."),
        kit.button("Save", lambda: _save_words(app), "primary", main=True),
        kit.labelled("Your name", yours, hint="So that the log can say who wrote this."),
    ]


def _save_words(app: App) -> bool:
    """The words that stand in the box, as an entry with the id that they had half typed."""
    episode = _episode(app)
    words = episode.drafts.get(WORDS).strip()
    if not words:
        return True
    if not _write(app, "note", words, words=words, id=episode.note):
        return False
    episode.note = app.services.new_id()
    episode.drafts.drop(WORDS)
    return True


async def _photo(app: App) -> None:
    data = await app.device.pick_photo()
    if data is None or not app.locking.capturing:
        return
    episode = _episode(app)
    try:
        picture = await app.services.image.shrink(data)
        photo = episode.capture.save_attachment(picture.jpeg)
    except VaultError as trouble:
        app.warn(str(trouble))
        return
    _write(app, "photo", "Photo added.", photo=photo)


def _steps(app: App, episode: Capturing) -> list[ft.Control]:
    """The authority's own steps: the carer says whose, since nothing of what is inside may show."""
    if not episode.authority:
        rows = [
            kit.choice(a.short, False, partial(episode.under, a.id))
            for a in app.services.protocols.available()
            if not a.superseded
        ]
        words = "Which council’s rules? Then their steps stand here."
        return [kit.text(words), kit.one_of(words, *rows)]
    # One home has several settings' steps here; the same words twice would be two things to do.
    checklist = app.services.protocols.protocol(episode.authority).checklist
    steps = list({step.title: step for step in reversed(checklist)}.values())[::-1]
    left = [s for s in steps if s.field not in episode.steps]
    opened = app.state(CaptureState).step or (left[0].field if left else "")
    change = kit.button("Another council", partial(episode.under, ""), "text")
    return [kit.group(*(_step(app, episode, step, opened) for step in steps)), change]


def _step(app: App, episode: Capturing, step: Step, opened: str) -> ft.Control:
    title = step.title.replace("{name}", "the child")
    outcome = episode.steps.get(step.field)
    if step.field != opened:
        open_it = partial(app.state(CaptureState).open, step.field)
        return kit.row(title, outcome.on_screen if outcome else "", open_it, status=outcome or "todo")

    def tick(outcome: StepOutcome) -> None:
        said = f"{title.rstrip('.:')}: {outcome.on_screen.lower()}."
        if _write(
            app, "step", said, field=step.field, title=title.rstrip(".:"), outcome=outcome.value, comments=""
        ):
            episode.steps[step.field] = outcome
            app.state(CaptureState).step = ""

    inside = [kit.text(title, "strong")]
    return ft.Container(
        ft.Column(
            [
                *inside,
                kit.outcomes(*(partial(tick, outcome) for outcome in StepOutcome)),
            ],
            spacing=8,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=16,
    )
