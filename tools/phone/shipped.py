"""What others made and the phone app carries: Python packages, JavaScript, Flet's client, fonts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import Parser
from importlib.metadata import version
from pathlib import Path

from tools.phone.bridge import SOURCES
from tools.phone.client import client_folder
from tools.phone.failed import Failed
from tools.phone.npm import node_packages
from tools.phone.python import BUNDLES, OURS, STANDARD, WHEELS
from tools.phone.wheels import fetch_wheels

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "assets" / "fonts"
LICENCES = FONTS / "LICENSES.md"
#: how some packages call a licence → SPDX's name of it
SPDX = {"Apache License 2.0": "Apache-2.0", "PSFL": "PSF-2.0", "BSD License": "BSD-3-Clause"}
#: of Flet's client: file → (name, licence)
CLIENT = {
    "main.dart.js": ("flet-web", "Apache-2.0"),
    "canvaskit/canvaskit.wasm": ("canvaskit", "BSD-3-Clause"),
    "assets/fonts/MaterialIcons-Regular.otf": ("material-icons", "Apache-2.0"),
    "assets/fonts/roboto.woff2": ("roboto", "Apache-2.0"),
    "pyodide/pyodide.asm.wasm": ("pyodide", "MPL-2.0"),
    STANDARD: ("python", "PSF-2.0"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that somebody else made. ``hash``: algorithm and digits, of the file that it came as."""

    kind: str
    name: str
    version: str
    licence: str
    hash: tuple[str, str]
    purl: str = ""
    texts: tuple[str, ...] = ()


def shipped() -> list[Part]:
    """All of it, sorted. Raises Failed for a licence that nobody names."""
    found = [*_wheels(), *_from_npm(), *_client(), *_fonts()]
    return sorted(found, key=lambda part: (part.kind, part.name))


def _wheels() -> Iterator[Part]:
    """The wheels of the lock of which something lies in a bundle."""
    bundled = {package for packages in BUNDLES.values() for package in packages} - {*OURS}
    for wheel in fetch_wheels(WHEELS):
        with zipfile.ZipFile(wheel) as opened:
            names = opened.namelist()
            if bundled.isdisjoint(name.partition("/")[0].removesuffix(".py") for name in names):
                continue
            [about] = [name for name in names if name.endswith(".dist-info/METADATA")]
            said = Parser().parsestr(opened.read(about).decode())
            texts = [opened.read(name).decode() for name in sorted(names) if _is_licence(name)]
        licence = said["License-Expression"] or said["License"] or _classified(said.get_all("Classifier", []))
        if not licence:
            raise Failed(f"{wheel.name} names no licence.")
        name = re.sub(r"[-_.]+", "-", said["Name"]).lower()
        purl = f"pkg:pypi/{name}@{said['Version']}"
        yield Part(
            "python", name, said["Version"], SPDX.get(licence, licence), _sha256(wheel), purl, tuple(texts)
        )


def _classified(classifiers: list[str]) -> str:
    """'BSD License': what an older kind of METADATA says, where it says nothing else."""
    named = [words for words in classifiers if words.startswith("License :: ")]
    return named[0].rpartition(" :: ")[2] if len(named) == 1 else ""


def _is_licence(name: str) -> bool:
    """A licence's text among a wheel's files."""
    return bool(re.search(r"\.dist-info/(licenses/.+|(LICEN[CS]E|COPYING|NOTICE)[^/]*)$", name))


def _from_npm() -> Iterator[Part]:
    """What esbuild puts into the bridge; not esbuild."""
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    for path, entry in lock["packages"].items():
        if path and not entry.get("dev"):
            name = path.removeprefix("node_modules/")
            digest = base64.b64decode(entry["integrity"].removeprefix("sha512-")).hex()
            text = (node_packages(SOURCES) / name / "LICENSE").read_text(encoding="utf-8")
            purl = f"pkg:npm/{name.replace('@', '%40')}@{entry['version']}"
            yield Part("npm", name, entry["version"], entry["license"], ("SHA-512", digest), purl, (text,))


def _client() -> Iterator[Part]:
    """Their texts stand in the NOTICES that the client brings."""
    web = client_folder()
    pyodide = json.loads((web / "pyodide" / "package.json").read_text(encoding="utf-8"))["version"]
    python = json.loads((web / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]["python"]
    versions = {"pyodide": pyodide, "python": python}
    for file, (name, licence) in CLIENT.items():
        of = versions.get(name, version("flet-web"))
        yield Part("client", name, of, licence, _sha256(web / file), f"pkg:generic/{name}@{of}")


def _fonts() -> Iterator[Part]:
    """Ours, as the list beside them has them, which ends with the text of the licence that they share."""
    listed = dict(
        re.findall(
            r"^\| `(.+?)` \| .+ \| Version ([\d.]+)", LICENCES.read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    for file in sorted(FONTS.glob("*.ttf")):
        if file.name not in listed:
            raise Failed(f"{file.name} is not in {LICENCES.name}.")
        yield Part("font", file.name, listed[file.name], "OFL-1.1", _sha256(file))


def _sha256(file: Path) -> tuple[str, str]:
    return "SHA-256", hashlib.sha256(file.read_bytes()).hexdigest()
