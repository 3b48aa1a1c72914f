"""Where the officer's copy is: not made, ready, or with the officer. Read from the log."""

from __future__ import annotations

from dataclasses import dataclass

from carerapp.domain.episode import Episode
from carerapp.domain.events import Event, Json


@dataclass(frozen=True, slots=True)
class CopyState:
    copy: Event | None = None  # the last officer's copy
    given: Event | None = None  # its hand-over, when there was one


def copy_state(episode: Episode) -> CopyState:
    copies = [e for e in episode.copies() if part(e, "document") == "key_contacts"]
    if not copies:
        return CopyState()
    given = [e for e in episode.hand_overs() if part(e, "copy") == copies[-1].id]
    return CopyState(copies[-1], given[-1] if given else None)


def part(event: Event, name: str) -> Json:
    return event.value.get(name) if isinstance(event.value, dict) else None


def short_hash(event: Event) -> str:
    """The first letters of its fingerprint, in two groups to be read aloud."""
    whole = str(part(event, "sha256") or "")
    return f"{whole[:4]} {whole[4:8]}"


def officer(event: Event) -> str:
    """'PC Example, number 0000'"""
    name, collar = str(part(event, "officer") or "").strip(), str(part(event, "collar") or "").strip()
    return ", ".join([name or "Name not known", *([f"number {collar}"] if collar else [])])
