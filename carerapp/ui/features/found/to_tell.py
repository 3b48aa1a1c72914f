"""Those who are told that the child is back, as the cards of whom to tell show them."""

from __future__ import annotations

from carerapp.actions.tick_step import tick_step
from carerapp.domain.child import ChildFile
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import StepOutcome, TellingOutcome
from carerapp.domain.who_knew import ToTell, who_knew
from carerapp.ui.features.report.tell_card import Someone
from carerapp.ui.shell import App


def to_tell(app: App, child: ChildFile, episode: Episode) -> tuple[Someone, ...]:
    """Each once; a tap that tells them ticks the step that it answers."""
    return tuple(_card(app, child, episode, one) for one in who_knew(child, episode, app.now()))


def _card(app: App, child: ChildFile, episode: Episode, one: ToTell) -> Someone:
    step = one.step

    def told(how: TellingOutcome) -> None:
        if step and how is TellingOutcome.TOLD:
            tick_step(app.book, child.id, episode.id, step.field, StepOutcome.DONE)

    def skip() -> None:
        if step:
            tick_step(app.book, child.id, episode.id, step.field, StepOutcome.DOESNT_APPLY)

    return Someone(
        one.id,
        one.name,
        one.reach,
        one.what,
        one.said,
        one.condition,
        one.source,
        one.ask,
        told,
        skip if one.may_not_apply else None,
    )
