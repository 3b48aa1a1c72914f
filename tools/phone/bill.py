"""The phone app's bill of materials (SBOM), in CycloneDX's JSON, and the licence texts that travel along."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tools.phone.shipped import ROOT, Part

TYPES = {"font": ComponentType.FILE, "client": ComponentType.FRAMEWORK}
LINE = "-" * 80  # between two notices in Flutter's file


def write_bill(parts: Sequence[Part], file: Path) -> None:
    """Every part with version, licence and hash. Beside the published folder: no phone downloads it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bom = Bom(components=[_component(part) for part in parts])
    bom.metadata.component = Component(
        type=ComponentType.APPLICATION,
        name=project["name"],
        version=project["version"],
        licenses=[LicenseExpression(project["license"])],
        bom_ref=project["name"],
    )
    bom.register_dependency(bom.metadata.component, bom.components)
    file.write_text(JsonV1Dot6(bom).output_as_string(indent=1) + "\n", encoding="utf-8")


def add_notices(parts: Sequence[Part], notices: Path) -> None:
    """Put the licence texts of Python's and npm's packages behind those of Flet's client."""
    entries = [f"{part.name}\n\n{text.strip()}\n" for part in parts for text in part.texts]
    with notices.open("a", encoding="utf-8") as file:
        file.writelines(f"{LINE}\n{entry}" for entry in entries)


def _component(part: Part) -> Component:
    algorithm, digits = part.hash
    return Component(
        type=TYPES.get(part.kind, ComponentType.LIBRARY),
        name=part.name,
        version=part.version,
        licenses=[LicenseExpression(part.licence)],
        hashes=[HashType(alg=HashAlgorithm(algorithm), content=digits)],
        purl=PackageURL.from_string(part.purl) if part.purl else None,
        properties=[Property(name="carerapp:kind", value=part.kind)],
        bom_ref=f"{part.kind}:{part.name}",
    )
