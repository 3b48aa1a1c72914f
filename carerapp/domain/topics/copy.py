"""A document was made, and is kept as it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from carerapp.domain.isolated import isolated
from carerapp.domain.outcomes import PaperKind
from carerapp.domain.topics.payload import About, Names, Payload


@dataclass(frozen=True, slots=True)
class Copy(Payload):
    """``as_of``: the stamp of its newest entry; ``withheld``: field → reason; ``file``: its sealed bytes."""

    about: ClassVar[About] = About.POLICE
    document: PaperKind | None
    sha256: str
    as_of: str
    withheld: Mapping[str, str]
    file: str
    password: bool

    def in_log(self, names: Names) -> str:
        """'Made the call script. With a password.'"""
        paper = self.document.in_log if self.document else "a copy"
        lock = " With a password." if self.password else ""
        out = "; ".join(f"{names.label(field)} ({isolated(why)})" for field, why in self.withheld.items())
        return f"Made {paper}.{lock}" + (f" Left out: {out}." if out else "")
