"""A folder with a protocol, its rules of time and its forms → Protocol."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from forms.engine.errors import DefinitionError, DefinitionErrors, echo
from forms.engine.files import Folder
from forms.engine.reader import Table
from forms.protocol.protocol import Protocol
from forms.protocol.reader import FORM_KEYS, read_protocol

#: what of its source a pack carries, sentence by sentence: read by `forms.coverage`, and by no device
COVERAGE = "coverage.toml"
#: what a pack holds besides its forms
NO_FORMS = ("protocol.toml", "duties.toml", COVERAGE)


@dataclass(frozen=True, slots=True)
class Available:
    """A protocol that can be read."""

    id: str
    short: str
    title: str
    superseded: str = ""
    edition: str = ""  # its date in plain words
    review: str = ""  # ISO date by when a person must hold it against its source again
    newer_edition: str = ""  # what is said of a newer one


def read_head(folder: Folder) -> Available | None:
    """What a pack says of itself in its first lines, without the rest; None where that is no protocol."""
    data = folder.own.data("protocol.toml") or b""
    try:
        head = tomllib.loads(data.decode("utf-8").split("\n[[", 1)[0])
        needed = (head["id"], head["short"], head["title"])
        more = ("superseded", "edition", "review", "newer_edition")
        return Available(*needed, *(head.get(key, "") for key in more))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError):
        return None  # not to be chosen; reading it whole says what is wrong with it


def _further_forms(folder: Folder, protocol: Protocol, top: Table) -> None:
    """The other forms that the pack lists are files of it, or of `common`."""
    for ref in protocol.forms:
        where, _, name = ref.rpartition("/")
        place = {"common": folder.common, protocol.id: folder.own}.get(where)
        if place is None or place.data(f"{name}.toml") is None:
            told = f"The form '{echo(ref)}' is not there"
            top.wrong(
                "forms", told, f"Write it in {echo(name)}.toml, or take it out: '{protocol.id}/name' is one."
            )


def read_pack(folder: Folder) -> Protocol:
    """The protocol in a folder, with its forms. Everything wrong in any of its files is told at once."""
    errors: list[DefinitionError] = []
    source = folder.own.source("protocol.toml", errors)
    top = source.top
    if not top.data:
        raise DefinitionErrors(errors)
    forms = {
        key: folder.named(top, key, errors) for key in FORM_KEYS if top.text(key, need=key != "preparation")
    }
    key_contacts, episode = forms.get("key_contacts"), forms.get("episode")
    if key_contacts is None or episode is None or None in forms.values():  # what rests on it is no fault
        raise DefinitionErrors(dict.fromkeys([*errors, *source.errors]))
    times = folder.own.source("duties.toml", errors)
    protocol = read_protocol(source, times, key_contacts, episode, forms.get("preparation"))
    _further_forms(folder, protocol, top)
    if errors or source.errors or times.errors:
        raise DefinitionErrors(list(dict.fromkeys([*errors, *source.errors, *times.errors])))
    return protocol
