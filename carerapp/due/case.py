"""A case file, TOML, read whole: docs/due.md shows one. What it leaves out is not known."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from carerapp.domain.absence import Absence, Earlier
from carerapp.domain.advice import Situation
from carerapp.domain.belonging import ELSEWHERE, NOT_SURE
from carerapp.domain.reading import TRIP, said
from carerapp.domain.timing import TIME_OF_DAY, given_span
from carerapp.due.answers import further_answers
from carerapp.due.keys import CaseError, Keys, known
from forms.packaged import available, load_protocol
from forms.protocol import Protocol, Setting

WHEREABOUTS = ("unknown", "uncertain", "known", "found")
PLACES: tuple[Setting, ...] = ("foster", "residential", "semi_independent", "home", "external_activity")
_TIMES_OF_DAY = ("overnight_starts", "overnight_ends", "office_starts", "office_ends", "check_in")
_LENGTHS = ("several_days",)
_FLAGS: dict[object, bool] = {"yes": True, "no": False}
_NO_PROTOCOL = ("", ELSEWHERE, NOT_SURE)


def read_case(path: Path, clock: datetime) -> Situation:
    """The case in the file. `clock` is the moment it is asked at when the file gives none."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise CaseError(f"{path} can't be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:  # also what TOML forbids without saying so itself
        raise CaseError(f"{path} is not TOML: {error}.") from error
    return situation(data, clock)


def situation(data: Mapping[str, object], clock: datetime) -> Situation:
    """The case as TOML gives it. CaseError for the first thing that can't be understood."""
    top = Keys(data, "")
    host = _protocol(top.word("protocol", need=True), "protocol")
    placed_by = top.word("placing")
    placing = None if placed_by in _NO_PROTOCOL else _protocol(placed_by, "placing", *_NO_PROTOCOL)
    setting = top.one_of("setting", PLACES)
    now = top.moment("now") or clock
    child, episode, answers = top.table("child"), top.table("episode"), top.table("answers")
    settings, earlier = top.table("settings"), top.tables("history")
    top.done()
    protocols = [p for p in (host, placing) if p]
    further = further_answers(answers, protocols, {*child.data, *episode.data})
    if setting == TRIP and further.get(TRIP) == "no":
        raise CaseError(f'answers.{TRIP} says "no", and setting says "{TRIP}". Keep one of the two.')
    # A fact of [child] and one of [episode] are questions of a form as well.
    alone = child.flag("unaccompanied_asylum_seeker")
    asked = [_FLAGS.get(said(further, name)) for name in ("asylum_seeker", "unaccompanied_asylum_seeker")]
    given = {flag for flag in (alone, *asked) if flag is not None}
    if len(given) > 1:
        raise CaseError("asylum_seeker and unaccompanied_asylum_seeker say different things. Keep one.")
    alone = next(iter(given), None)
    whereabouts = episode.one_of("whereabouts", WHEREABOUTS) or said(further, "whereabouts")
    absence = Absence(
        unknown_since=episode.moment("unknown_since", need=True) or now,
        setting=setting,
        born=child.day("date_of_birth"),
        looked_after=child.flag("looked_after"),
        court_conditions=child.flag("court_conditions"),
        unaccompanied_asylum_seeker=alone,
        whereabouts=whereabouts,
        contactable=episode.flag("contactable"),
        out_overnight=episode.flag("out_overnight"),
        at_risk=episode.flag("at_risk"),
        reported_at=episode.moment("reported_at"),
        returned_at=episode.moment("returned_at"),
        back=whereabouts == "found",
        return_interview_at=episode.moment("return_interview_at"),
        harmed_or_crime=episode.flag("harmed_or_crime"),
        placed_here={ELSEWHERE: True, NOT_SURE: None}.get(placed_by, False),
        more=further,
    )
    child.done()
    episode.done()
    _in_order(absence, now)
    history = tuple(_earlier(table, number, now) for number, table in enumerate(earlier, 1))
    open_settings = {u.name for p in protocols for u in p.unconfirmed}
    return Situation(absence, history, host, placing, _confirmed(settings, open_settings), now)


def _protocol(name: str, key: str, *others: str) -> Protocol:
    names = [a.id for a in available()]
    if name not in names:
        words = known(name, filter(None, (*names, *others)))
        raise CaseError(f"{key}: there is no protocol '{name}'. {words}")
    return load_protocol(name)


def _in_order(absence: Absence, now: datetime) -> None:
    start = absence.unknown_since
    for key in ("unknown_since", "reported_at", "returned_at", "return_interview_at"):
        moment = getattr(absence, key)
        if moment and moment > now:
            raise CaseError(f"episode.{key} is after now ({now.isoformat()}). Put one of the two right.")
    back, interview = absence.returned_at, absence.return_interview_at
    if back and back < start:
        raise CaseError("episode.returned_at is before episode.unknown_since. Put one of the two right.")
    if interview and interview < (back or start):
        raise CaseError("episode.return_interview_at is before the return. Put one of the two right.")
    if absence.born and absence.born > now.date():
        raise CaseError("child.date_of_birth is after now. Put one of the two right.")


def _earlier(table: Keys, number: int, now: datetime) -> Earlier:
    started = table.moment("started", need=True) or now
    episode = Earlier(started, table.moment("ended"), table.flag("reported"))
    table.done()
    if started > now or (episode.ended and episode.ended > now):
        raise CaseError(f"The earlier episode {number} has a time after now. Put one of the two right.")
    if episode.ended and episode.ended < started:
        raise CaseError(f"The earlier episode {number} ended before it started. Put one of the two right.")
    return episode


def _confirmed(settings: Keys, names: set[str]) -> dict[str, str]:
    """The settings by name; times of day and lengths are checked, for rules rest on them."""
    found = {}
    for name in sorted({*names, *_TIMES_OF_DAY, *_LENGTHS} & set(settings.data)):
        text = settings.word(name)
        if name in _TIMES_OF_DAY and not TIME_OF_DAY.fullmatch(text):
            raise CaseError(f'settings.{name} should be a time of day. Write it like "23:00".')
        if name in _LENGTHS and given_span(text) is None:
            raise CaseError(f'settings.{name} should be a length. Write it like "3 days".')
        found[name] = text
    settings.read.update({*names, *_TIMES_OF_DAY, *_LENGTHS})
    settings.done()
    return found
