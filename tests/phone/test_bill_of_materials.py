"""The phone app comes with a list of all that others made of it, under licences that were looked at."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion

from tools.phone.build import bill_of
from tools.phone.python import BUNDLES, OURS, ROOT, WHEELS
from tools.phone.wheels import fetch_wheels

ADR = ROOT / "docs" / "adr" / "0016-mit-licence.md"


@pytest.fixture(scope="module")
def bill(phone_app: Path) -> dict[str, Any]:
    """The list that the build wrote."""
    read: dict[str, Any] = json.loads(bill_of(phone_app).read_text(encoding="utf-8"))
    return read


def kind(component: dict[str, Any]) -> str:
    """python, npm, client or font."""
    return str(component["properties"][0]["value"])


def test_it_is_cyclonedx(phone_app: Path) -> None:
    """The published schema accepts it, strictly."""
    # Here and not above: it takes three seconds, and every process of a run reads every file of tests.
    from cyclonedx.validation.json import JsonStrictValidator

    text = bill_of(phone_app).read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert (
        JsonStrictValidator(SchemaVersion.V1_6).validate_str(text.replace('"name"', '"nom"', 1)) is not None
    )


def test_every_wheel_in_the_build_is_in_it_with_its_hash(phone_app: Path, bill: dict[str, Any]) -> None:
    """Looked up from the other side: from the folders in the bundles to the wheels that they came from."""
    brought: dict[str, str] = {}
    for wheel in fetch_wheels(WHEELS):
        with zipfile.ZipFile(wheel) as opened:
            brought |= {name.partition("/")[0].removesuffix(".py"): wheel.name for name in opened.namelist()}
    packed = set()
    for bundle in BUNDLES.keys() - {"pyodide/python_stdlib"}:
        with zipfile.ZipFile(phone_app / f"{bundle}.zip") as opened:
            packed |= {name.partition("/")[0].partition(".")[0] for name in opened.namelist()}
    wheels = {brought[package] for package in packed & brought.keys()}
    lock = (ROOT / "requirements" / "phone.txt").read_text(encoding="utf-8")
    listed = {one["name"]: one for one in bill["components"] if kind(one) == "python"}
    assert len(wheels) > 8
    assert packed - brought.keys() <= {*OURS, "assets"}
    assert {name.split("-")[0].replace("_", "-").lower() for name in wheels} == listed.keys()
    assert all(
        f"{n}=={one['version']} --hash=sha256:{one['hashes'][0]['content']}" in lock
        for n, one in listed.items()
    )


def test_every_font_and_library_in_the_build_is_in_it(phone_app: Path, bill: dict[str, Any]) -> None:
    """Fonts by their files, the browser's libraries by their lock, Flet's client by its parts."""
    names = {
        wanted: {one["name"] for one in bill["components"] if kind(one) == wanted}
        for wanted in ("font", "npm", "client")
    }
    assert names["font"] == {file.name for file in (phone_app / "fonts").glob("*.ttf")}
    assert names["npm"] == {"@noble/ciphers", "@noble/curves", "@noble/hashes"}
    assert names["client"] == {"canvaskit", "flet-web", "material-icons", "pyodide", "python", "roboto"}


def test_every_part_has_a_licence_that_the_decision_names(bill: dict[str, Any]) -> None:
    """A new licence is read by a person first, and then written into the decision."""
    licences = {one["licenses"][0]["expression"] for one in bill["components"]}
    decided = ADR.read_text(encoding="utf-8")
    assert licences == {
        licence for licence in licences if re.search(rf"(?<![\w-]){re.escape(licence)}(?![\w-])", decided)
    }
    assert "LGPL-3.0-only" in licences


def test_the_licence_texts_travel_with_the_app(phone_app: Path, bill: dict[str, Any]) -> None:
    """Also that of the one library whose licence asks for most."""
    notices = (phone_app / "assets" / "NOTICES").read_text(encoding="utf-8")
    for part in ("fpdf2", "@noble/curves", "tinydb"):
        assert f"\n{'-' * 80}\n{part}\n\n" in notices
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in notices
    assert "SIL OPEN FONT LICENSE" in (phone_app / "fonts" / "LICENSES.md").read_text(encoding="utf-8")


def test_no_phone_downloads_the_list(phone_app: Path) -> None:
    """It lies beside the folder that is published."""
    assert not bill_of(phone_app).is_relative_to(phone_app)
    assert "cdx" not in (phone_app / "sw.js").read_text(encoding="utf-8")
