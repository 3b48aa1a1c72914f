"""The files of the catalogues, by Babel: the messages (.pot), each language (.po), what ships (.mo).

A native speaker signs a catalogue in its header, by name and day: ``X-Checked-By: A. Name, 2027-01-31``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from carerapp.languages import LANGUAGES
from carerapp.languages.catalogue import HERE, NOBODY

TEMPLATE = HERE / "messages.pot"
_SIGNED = re.compile(r'^"X-Checked-By: (.*?)(?:\\n)?"$', re.MULTILINE)
_PROJECT = "carerapp, reading help"


def messages() -> dict[str, tuple[str, ...]]:
    """What the list of messages has: id → the screens that say it."""
    listed = _read(TEMPLATE)
    return {str(one.id): tuple(one.auto_comments) for one in listed if one.id}


def translations(code: str) -> dict[str, str]:
    """What a language's file has: id → translation, "" where there is none yet."""
    return {str(one.id): str(one.string) for one in _read(_po(code)) if one.id}


def write_messages(said: Mapping[str, set[str]]) -> None:
    """The list, sorted. No day stands in it: the same sentences give the same file."""
    _write(TEMPLATE, {id: ("", sorted(screens)) for id, screens in said.items()}, "", NOBODY)


def update(code: str, *, more: Mapping[str, str] | None = None) -> list[str]:
    """A language's file for the list as it is: what is no longer said goes, what is new waits for its
    translation. ``more``: translations to put in. Returns what has none."""
    before = {**(translations(code) if _po(code).exists() else {}), **(more or {})}
    now = {id: (before.get(id, ""), list(screens)) for id, screens in messages().items()}
    _write(_po(code), now, code, signed(code))
    return [id for id, (said, _) in now.items() if not said]


def compiled(code: str) -> bytes:
    """The .mo file that the .po file gives."""
    catalog = _read(_po(code))
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def signed(code: str) -> str:
    """Who checked it, as the file says."""
    path = _po(code)
    found = _SIGNED.search(path.read_text("utf-8")) if path.exists() else None
    return found[1].strip() if found else NOBODY


def compile_all() -> None:
    """All .mo files anew."""
    for language in LANGUAGES:
        (HERE / f"{language.code}.mo").write_bytes(compiled(language.code))


def _po(code: str) -> Path:
    return HERE / f"{code}.po"


class _Signed(Catalog):
    """With the line that a native speaker signs, which Babel does not know of."""

    checked_by = NOBODY

    @property  # type: ignore[misc]
    def mime_headers(self) -> list[tuple[str, str]]:
        """The few that say something, and the signature."""
        code = [("Language", str(self.locale_identifier))] if self.locale_identifier else []
        return [
            ("Project-Id-Version", _PROJECT),
            *code,
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("X-Checked-By", self.checked_by),
        ]


def _read(path: Path) -> Catalog:
    catalog = _Signed()
    with path.open("rb") as file:
        found = read_po(file, locale=path.stem if path.suffix == ".po" else None)
    catalog.locale = found.locale
    line = _SIGNED.search(path.read_text("utf-8"))
    catalog.checked_by = line[1].strip() if line else NOBODY
    for one in found:
        if one.id:
            catalog.add(one.id, one.string, auto_comments=one.auto_comments)
    return catalog


def _write(path: Path, said: Mapping[str, tuple[str, list[str]]], code: str, checked_by: str) -> None:
    catalog = _Signed(locale=code or None, header_comment=f'# {_PROJECT}. Made by "make languages".')
    catalog.checked_by, catalog.fuzzy = checked_by, False
    for id, (translation, screens) in said.items():
        catalog.add(id, translation, auto_comments=screens)
    with path.open("wb") as file:
        write_po(file, catalog, width=0, sort_output=True)
