"""The child left together with another child of this home."""

from __future__ import annotations

from dataclasses import dataclass

from carerapp.domain.topics.payload import Names, Payload


@dataclass(frozen=True, slots=True)
class LeftTogether(Payload):
    """``link``: the same in each child's log; it names nobody."""

    link: str

    def in_log(self, names: Names) -> str:
        """Names nobody: the log may go to people who do not know the other child."""
        return "Left together with another child of this home."
