"""Adds a form to an authority's pack: its file, and its line in `forms` of protocol.toml. Whole, or not at
all."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from forms.engine.definition import Form
from forms.interchange.names import name_of
from forms.interchange.toml_writer import text_of
from forms.interchange.whole_file import write
from forms.packaged import load_form_file, load_pack

PROTOCOL = "protocol.toml"
_FORMS = re.compile(r"^forms\s*=\s*\[([^\]]*)\]", re.M)
_FIRST_TABLE = re.compile(r"^\[", re.M)
_ID = re.compile(r"^id\s*=.*$", re.M)


def add(text: str, form: Form, pack: Path, name: str = "") -> Path:
    """The form's new file in the pack. DefinitionErrors where the pack would not be whole with it;
    ValueError where it has a form of that name. Nothing is changed then."""
    name = name_of(name or form.id.rpartition("/")[2])
    file, id = pack / f"{name}.toml", f"{pack.name}/{name}"
    if file.exists():
        raise ValueError(f"{pack} has a form '{name}'. Nothing was changed. Give it another: --name NAME")
    own = _ID.sub(f"id = {text_of(id)}", text, count=1)
    listed = _listed(pack.joinpath(PROTOCOL).read_text("utf-8"), id)
    with tempfile.TemporaryDirectory() as trying:
        tried = Path(trying) / pack.name
        shutil.copytree(pack, tried)
        write(own, tried / file.name)
        write(listed, tried / PROTOCOL)
        load_pack(tried)
        load_form_file(tried / file.name, tried)
    write(own, file)
    write(listed, pack / PROTOCOL)
    return file


def _listed(protocol: str, id: str) -> str:
    """The protocol with the form in its list; what else stands there stays as it is written."""
    head = _FIRST_TABLE.search(protocol)
    end = head.start() if head else len(protocol)
    top, rest = protocol[:end], protocol[end:]
    if found := _FORMS.search(top):
        before = found[1].rstrip().rstrip(",")
        added = f"forms = [{before}{', ' if before.strip() else ''}{text_of(id)}]"
        return top[: found.start()] + added + top[found.end() :] + rest
    return f"{top.rstrip()}\nforms = [{text_of(id)}]\n\n{rest}"
