"""The forms that come with the app, but for those of episodes: "hertfordshire/key_contacts"."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from forms.protocol.pack import NO_FORMS

AUTHORITIES = Path(str(files("forms"))) / "authorities"
FORMS = sorted(
    f"{p.parent.name}/{p.stem}"
    for p in AUTHORITIES.glob("*/*.toml")
    if p.name not in (*NO_FORMS, "episode.toml") and "@" not in p.stem
)
