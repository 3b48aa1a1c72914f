"""Entries of a child's log as they are stored, for tests that need no casebook."""

from __future__ import annotations

from carerapp.domain.json_value import Json

WRITTEN = "2026-11-20T22:00:00+00:00"


def stored(number: int, device: str, author: str, **other: Json) -> dict[str, Json]:
    """A note; ``other``: parts that are to be something else."""
    return {
        "id": f"{device}{number:08x}",
        "record": "r" * 16,
        "form": "common/profile@1",
        "kind": "note",
        "field": "note",
        "value": {"words": f"Number {number}"},
        "supersedes": [],
        "author": author,
        "happened_at": WRITTEN,
        "written_at": WRITTEN,
        "utc_offset": 0,
        "hlc": f"{number:012x}-0000-{device}",
        "reason": "",
        "run": "",
        "run_ms": 0,
        **other,
    }
