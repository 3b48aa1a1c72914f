"""When closed episodes leave the device, and what sharing must remember of entries that are no longer
here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, Protocol

from carerapp.domain.json_value import as_object
from carerapp.sharing.enrolment import Enrolment
from carerapp.vault import Vault

_DAY = 86_400


class EpisodeLifecycle(Protocol):
    """Closed episodes, as the record knows them."""

    def closed(self, child: str) -> Sequence[str]:
        """Those that are still here whole."""

    def leaving(self, child: str, episode: str) -> tuple[list[str], list[str]]:
        """The ids of the entries and of the files that would go."""

    def purge(self, child: str, episode: str) -> None:
        """For good. Raises ``NotSaved``."""


def note_received(vault: Vault, enrolment: Enrolment, child: str, episodes: Sequence[str], at: int) -> None:
    """Everything about this child has its receipt: from now on the days of these closed episodes count."""
    known = _received(vault, enrolment, child)
    new = {episode: known.get(episode, at) for episode in episodes}
    if new != known:
        vault.put_setting(_name(enrolment, child), new)


def _received(vault: Vault, enrolment: Enrolment, child: str) -> Mapping[str, int]:
    """Episode → when its receipt came, in seconds since 1970."""
    kept = as_object(vault.get_setting(_name(enrolment, child)))
    return {episode: at for episode, at in kept.items() if isinstance(at, int)}


def _name(enrolment: Enrolment, child: str) -> str:
    return f"received {enrolment.device} {child}"


def due(vault: Vault, enrolment: Enrolment, child: str, now: float) -> list[str]:
    """The episodes whose days are over; none where the authority has set no number of days."""
    days = enrolment.policy.keep_days
    known = _received(vault, enrolment, child)
    return [episode for episode, at in known.items() if days is not None and now >= at + days * _DAY]


def remember(
    vault: Vault, child: str, ids: Sequence[str], feeds: Mapping[str, Set[str]], files: Sequence[str]
) -> None:
    """Before they go: what comes back from the authority must not be taken for news, and this device's own
    entries keep their numbers. ``feeds``: this device's id at an authority → the ids in its feed there.
    Raises ``NotSaved``."""
    before = gone(vault, child)
    own = dict(before["own"])
    for device, sent in feeds.items():
        own[device] = sorted({*own.get(device, []), *(sent & set(ids))})
    vault.put_setting(
        f"gone {child}",
        {"ids": sorted({*before["ids"], *ids}), "own": own, "files": sorted({*before["files"], *files})},
    )


def gone(vault: Vault, child: str) -> dict[str, Any]:
    """``ids`` of entries and ``files`` that left; ``own``: device at the authority → the ids that left while
    it was connected as that device."""
    kept = vault.get_setting(f"gone {child}")
    return dict(kept) if isinstance(kept, dict) else {"ids": [], "own": {}, "files": []}
