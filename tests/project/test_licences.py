"""What the app and the endpoint need on a computer is under licences that the decision about ours names."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DECIDED = (ROOT / "docs" / "adr" / "0016-mit-licence.md").read_text(encoding="utf-8")
#: how some packages call a licence → SPDX's name of it
SPDX = {
    "Apache Software License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
}


def licences(name: str) -> set[str]:
    """Those that an installed package says it is under, by SPDX's names."""
    about = metadata.metadata(name)
    classified = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if "License ::" in line
    ]
    said = about["License-Expression"] or about["License"] or " OR ".join(classified)
    return {SPDX.get(one, one) for one in re.split(r" (?:OR|AND) ", said)}


def test_every_licence_is_named_in_the_decision() -> None:
    """A new one is read by a person first."""
    lock = (ROOT / "requirements" / "app.txt").read_text(encoding="utf-8")
    here = {
        one.metadata["Name"].lower().replace("_", "-").replace(".", "-") for one in metadata.distributions()
    }
    names = set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)) & here
    found = {name: licences(name) for name in names}
    named = set(re.findall(r"[A-Z][\w.-]*\w", DECIDED))
    assert len(names) > 40
    assert {name: under - named for name, under in found.items() if under - named} == {}
    assert found["fpdf2"] == {"LGPL-3.0-only"}
