"""Under which ids this device's feeds stand (ADR 21): one of its own, until older files are put back on it.

What it wrote since that copy was made stands elsewhere, under numbers that it would give a second time. So it
begins a new feed under a new id as soon as it knows, and keeps its clock stamps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from carerapp.domain.feeds import device_of
from carerapp.domain.json_value import Json, as_object, as_text

SETTING = "own feed"  # under which a vault keeps it


@dataclass(frozen=True, slots=True)
class OwnFeed:
    """``device``: the id of what is written now; ``former``: those of before, the newest first. ``knew``:
    what an authority showed that it has and this device has not: this device's id there and the child → the
    hash of the newest entry, in hexadecimal."""

    device: str
    former: tuple[str, ...] = ()
    knew: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def read(kept: Json, installation: str) -> OwnFeed:
        """As it was kept; ``installation``: the word that every installation keeps, of which its first id
        is made."""
        raw = as_object(kept)
        known = {name: as_text(hash) for name, hash in as_object(raw.get("knew")).items()}
        former = raw.get("former")
        names = tuple(map(as_text, former)) if isinstance(former, list) else ()
        return OwnFeed(as_text(raw.get("device")) or device_of(installation), names, known)

    def to_json(self) -> dict[str, Json]:
        """As it is kept."""
        return {"device": self.device, "former": list(self.former), "knew": dict(self.knew)}

    def anew(self, word: str, *, written: bool) -> OwnFeed:
        """From here on under a new id, which follows from a random ``word``. ``written``: whether anything
        stands here under the one until now; else nothing needs to name it."""
        former = (self.device, *self.former) if written else self.former
        return replace(self, device=device_of(word), former=former)

    def knows(self, shown: Mapping[str, str]) -> OwnFeed:
        """With what an authority has shown now."""
        return replace(self, knew={**self.knew, **shown})

    def put_back(self, device: str) -> bool:
        """Whether the authority where this device has that id showed that older files were put back here."""
        return any(name.startswith(f"{device} ") for name in self.knew)
