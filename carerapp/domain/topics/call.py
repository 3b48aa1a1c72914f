"""What came of a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.outcomes import CallOutcome
from carerapp.domain.topics.payload import About, Names, Payload
from carerapp.domain.topics.phrases import then, whom


@dataclass(frozen=True, slots=True)
class Call(Payload):
    """The call that the event ``dialled`` began."""

    about: ClassVar[About] = About.CALLS
    who: str
    name: str
    number: str
    outcome: CallOutcome | None
    words: str
    dialled: str

    def in_log(self, names: Names) -> str:
        """'Rang Sam Example (friend) 07700 900456: no answer.'"""
        who, words = whom(names, self.who, self.name, self.number), then(self.words)
        if self.outcome is CallOutcome.DIDNT_RING:
            return f"Didn't ring {who}.{words}"
        outcome = f"{self.outcome.in_log if self.outcome else ''}{words}".strip()
        return f"Rang {who}: {outcome or 'outcome not written.'}"
