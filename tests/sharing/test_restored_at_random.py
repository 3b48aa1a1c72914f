"""The authority is put back to a random moment while five devices write: nothing is lost, all converge.

``python -m benchmarks.restores`` does it at fifty moments on both databases."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tests.support.endpoint.postgres import postgres
from tests.support.restoring import World


@pytest.mark.sampled
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_nothing_is_lost_at_a_random_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, seed: int
) -> None:
    """On every device each log is whole and the same; every entry has its receipt; a stolen tablet stays
    revoked."""
    with contextlib.ExitStack() as stack:
        url = stack.enter_context(postgres()) if kind == "postgresql" else ""
        world = World(tmp_path, monkeypatch, url, seed)
        stack.callback(world.close)
        assert world.moment().wrong == []
