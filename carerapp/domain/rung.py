"""What the calls of a step came to, in words for its row on the form: nobody types again what the log has."""

from __future__ import annotations

from collections import Counter

from carerapp.domain.child import ChildFile
from carerapp.domain.episode import CHILD, Episode
from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.topics.call import Call
from forms.protocol import Step


def rung(child: ChildFile, episode: Episode, step: Step) -> str:
    """'Rang at 22:41: no answer. Rang at 22:50: voicemail'; of friends and family how many, and no name: the
    row is printed also where the people are left out. "" where nobody was rung."""
    if step.does == "call_child":
        calls = [event for event in episode.calls(CHILD) if _was_made(Call.of(event))]
        each = (
            f"Rang at {event.moment.words('%H:%M')}: {call.outcome.on_screen.lower()}"
            for event in calls
            if (call := Call.of(event)).outcome
        )
        return ". ".join(each)
    if step.does != "call_people":
        return ""
    people = {*child.key_contacts.rows("people"), "next_of_kin"}
    made = (call for call in map(Call.of, episode.calls()) if call.who in people and _was_made(call))
    newest = {call.who: call for call in made}
    came = Counter(call.outcome.on_screen.lower() for call in newest.values() if call.outcome)
    said = ", ".join(f"{count} {words}" for words, count in came.items())
    return f"Rang {len(newest)}: {said}" if newest else ""


def _was_made(call: Call) -> bool:
    return call.outcome is not CallOutcome.DIDNT_RING
