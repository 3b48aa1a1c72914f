"""Any child away under any pack, with any facts answered or not: what the laws of advice are tried on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from carerapp.domain.absence import Absence, Earlier
from carerapp.domain.advice import Advice, Situation
from carerapp.domain.reading import LIVES, TRIP
from forms.engine.answers import NOT_KNOWN
from forms.packaged import load_protocol
from forms.protocol import answers_of

PACKS = ("hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016")
START = datetime(2026, 3, 20, 17, tzinfo=UTC)
HOURS = {"overnight_starts": "23:00", "overnight_ends": "06:00", "check_in": "21:00"}
#: the log shows that somebody said it; that nobody did is no answer that was lost: the danger screen comes
#: before all else, and its rules always stand. "Not sure" is an answer there
TAPPED = ("danger_answer",)
#: facts that a person may leave unanswered
FLAGS = (
    "looked_after",
    "contactable",
    "at_risk",
    "court_conditions",
    "unaccompanied_asylum_seeker",
    "out_overnight",
    "harmed_or_crime",
    "placed_here",
    "placed_out",
)

spans = st.integers(0, 120 * 3600).map(lambda s: timedelta(seconds=s))
histories = st.lists(
    st.builds(
        lambda ago, long, reported: Earlier(START - ago, START - ago + long, reported),
        st.integers(6, 120).map(lambda d: timedelta(days=d)),
        st.integers(0, 100).map(lambda h: timedelta(hours=h)),
        st.booleans(),
    ),
    max_size=6,
)


def questions(pack: str) -> dict[str, tuple[str, ...]]:
    """What the episode's own questions can be answered with: those that rest on no other key of a case."""
    protocol = load_protocol(pack)
    forms = (protocol.episode, protocol.preparation)
    given_elsewhere = {*FLAGS, "whereabouts", "setting", "cannot_be_contacted", "closed_reason"}
    names = [f.name for form in forms if form for f in form.fields() if f.kind in ("yes_no", "choice")]
    found = {name: answers_of(name, forms) for name in names if name not in given_elsewhere}
    return {name: answers for name, answers in found.items() if answers}


@dataclass(frozen=True)
class Drawn:
    """A situation by the names of its packs: short where an example is shown."""

    absence: Absence
    history: tuple[Earlier, ...]
    host: str
    placing: str
    confirmed: Mapping[str, str]
    now: datetime

    def advice(self) -> Advice:
        """What is advised in it."""
        placing = load_protocol(self.placing) if self.placing else None
        host = load_protocol(self.host)
        return Advice(Situation(self.absence, self.history, host, placing, self.confirmed, self.now))

    def but(self, **facts: Any) -> Drawn:
        """The same with other facts of the absence."""
        return replace(self, absence=replace(self.absence, **facts))


@st.composite
def situations(draw: st.DrawFn, pack: str, *, placing: bool = True) -> Drawn:
    """Any child away, under this pack, with any facts answered or not."""
    flags: dict[str, Any] = {name: draw(st.sampled_from([True, False, None])) for name in FLAGS}
    more = {
        name: draw(st.sampled_from([*answers, None, NOT_KNOWN])) for name, answers in questions(pack).items()
    }
    setting = draw(st.sampled_from([*LIVES, TRIP, None]))
    if setting == TRIP and more[TRIP] == "no":  # nobody says both: a case that does is refused
        more[TRIP] = None
    absence = Absence(
        START,
        setting=setting,
        born=draw(st.sampled_from([None, *(date(2026 - age, 1, 1) for age in range(8, 21))])),
        whereabouts=draw(st.sampled_from(["unknown", "uncertain", "known", "not_known", ""])),
        reported_at=draw(st.sampled_from([None, START + timedelta(hours=1)])),
        more={name: value for name, value in more.items() if value is not None},
        **flags,
    )
    return Drawn(
        absence,
        tuple(draw(histories)),
        pack,
        draw(st.sampled_from(["", *PACKS])) if placing else "",
        draw(st.sampled_from([{}, HOURS])),
        START + timedelta(hours=1) + draw(spans),
    )
