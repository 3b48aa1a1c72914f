"""Which protocols there are to name: those that come with the app, and those that this authority has sent.

Only their data is read: where the endpoint is installed without the app's definitions there are none.
"""

from __future__ import annotations

import tomllib
from importlib.util import find_spec
from pathlib import Path

from sync.endpoint.store import Store


def packaged() -> dict[str, Path]:
    """Id of each protocol that comes with the app → its folder."""
    spec = find_spec("forms")
    places = [Path(one) / "authorities" for one in (spec.submodule_search_locations or ())] if spec else []
    found: dict[str, Path] = {}
    for file in sorted(file for place in places for file in place.glob("*/protocol.toml")):
        found[str(tomllib.loads(file.read_text("utf-8"))["id"])] = file.parent
    return found


def known(store: Store) -> list[str]:
    """Their ids, in order."""
    return sorted({*packaged(), *(id for id, _ in store.protocols.versions())})
