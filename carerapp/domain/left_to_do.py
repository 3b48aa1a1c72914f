"""What is still to do after a child is back: who is not told, steps, what the rules say for the return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from carerapp.domain.due_for import advice_for, duties_for
from carerapp.domain.duties import Duty, DutyState
from carerapp.domain.episode import Episode
from carerapp.domain.outcomes import TellingOutcome
from carerapp.domain.topics.told import BACK, Told
from carerapp.domain.under import reaching
from carerapp.domain.who_knew import ToTell, answered_by_telling, everyone_step, step_of, who_knew
from carerapp.domain.whom_to_tell import by_stage, id_of
from carerapp.settings import EPISODES_LOOKED_BACK_AT
from forms.protocol import ReturnStep

_INTERVIEW = "interview_held"  # the fact that answers a duty of the interview, whose ever it is


@dataclass(frozen=True, slots=True)
class Left:
    """Each of them stands on the screen of the return, and can be answered there."""

    untold: tuple[str, ...] = ()  # names
    steps: tuple[ReturnStep, ...] = ()
    due: tuple[Duty, ...] = ()  # the carer's own, and the interview, where no step stands for it
    perhaps: tuple[str, ...] = ()  # who has to be told where an answer that is open is so

    @property
    def count(self) -> int:
        """How many things."""
        return len(self.untold) + len(self.steps) + len(self.due) + len(self.perhaps)

    def words(self, child: ChildFile) -> tuple[str, ...]:
        """A line for each, those who are not told first, what is open last."""
        steps = (step.title.replace("{name}", child.first_name) for step in self.steps)
        return (
            *(f"Not told: {name}" for name in self.untold),
            *(duty.what for duty in self.due),
            *steps,
            *(f"Perhaps: {name}" for name in self.perhaps),
        )


def left(child: ChildFile, episode: Episode, now: datetime) -> Left:
    """Nothing of a false alarm, of what was handed on, and of an episode whose log has left the device."""
    if episode.false_alarm or episode.handed_on or episode.left_device:
        return Left()
    shown = Applying(child, episode, now).returning()
    elsewhere, everyone = answered_by_telling(child, episode, now), everyone_step(child, episode, now)
    steps = [
        step
        for step in shown
        if episode.check(step.field) is None and (step.field not in elsewhere or step == everyone)
    ]
    fields = {step.field for step in shown}
    told_all = everyone is not None and everyone not in steps
    untold = _untold(child, episode, now, told_all=told_all)
    names = dict.fromkeys(_called(one) for one in untold if not one.ask)
    perhaps = dict.fromkeys(_called(one) for one in untold if one.ask)
    return Left(tuple(names), tuple(steps), _due(child, episode, now, fields), tuple(perhaps))


def last_left(child: ChildFile, now: datetime) -> tuple[Episode, Left] | None:
    """The newest closed episode of which something is still to do; the newest few are looked at."""
    closed = sorted((e for e in child.episodes if e.closed), key=lambda e: e.unknown_since)
    for episode in reversed(closed[-EPISODES_LOOKED_BACK_AT:]):
        still = left(child, episode, now)
        if still.count:
            return episode, still
    return None


def _untold(child: ChildFile, episode: Episode, now: datetime, *, told_all: bool) -> list[ToTell]:
    """Whom the carer tells in any case, or as far as is known; and who was told or rung that evening."""
    own: set[str] = set()
    others: set[str] = set()
    for at in by_stage(child, advice_for(child, episode, now)):
        if at.stage == "on_return":
            asked = [telling for telling in at.sometimes if telling.ask]
            own |= {BACK + id_of(child, telling) for telling in (*at.own, *asked)}
            others |= {BACK + id_of(child, telling) for telling in (*at.sometimes, *at.by_others)}
    found = []
    for someone in who_knew(child, episode, now):
        named = someone.id in own
        if _told(episode, someone.id) or (someone.id in others and not named):
            continue
        if _step_ticked(child, episode, someone) or (told_all and not named):
            continue
        found.append(someone)
    return found


def _told(episode: Episode, id: str) -> bool:
    last = episode.told(id)
    return last is not None and Told.of(last).outcome is TellingOutcome.TOLD


def _called(someone: ToTell) -> str:
    return f"{someone.name}. {someone.what.rstrip('.')}" if someone.what else someone.name


def _step_ticked(child: ChildFile, episode: Episode, someone: ToTell) -> bool:
    """A step that stands for them alone, or for the case in which they are told, was answered."""
    inform = next((i for i in child.protocol.inform if BACK + i.id == someone.id), None)
    step = step_of(child, inform) if inform else None
    if step is None or episode.check(step.field) is None:
        return False
    served = [i for i in child.protocol.inform if set(i.rules) & set(step.rules)]
    return bool(someone.ask) or served == [inform]


def _due(child: ChildFile, episode: Episode, now: datetime, fields: set[str]) -> tuple[Duty, ...]:
    """What the rules say for the return, said once for each answer that would meet it."""
    rules = {rule.rule: rule for p in reaching(child.protocol, child.placing) for rule in p.time_rules}
    found: dict[str, Duty] = {}
    for duty in sorted(duties_for(child, episode, now), key=lambda d: d.hangs):
        answer = rules[duty.rule].met
        own = duty.carers_own or answer == _INTERVIEW
        if not episode.found_at and rules[duty.rule].starts != "returned":
            continue  # closed, and nobody wrote down when they were back: nothing of the search runs on
        if own and duty.state is not DutyState.DONE and answer not in fields:
            found.setdefault(answer or duty.rule, duty)
    return tuple(found.values())
