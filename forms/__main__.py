"""`python -m forms check | coverage | export | import`.

`check [PATH…]`: is every definition whole, and on what does each rule rest?
`coverage [AUTHORITY…]`: what carries each sentence of the procedures (`forms.coverage.command`).
`export FORM --format xlsform [--out FILE.xlsx]`: a form for the ODK, Kobo and Enketo world.
`import FILE.xlsx [--out FILE.toml]`: such a form, also an edited one, as a definition of ours.

PATH is an authority's folder, a folder of such folders, or a .toml file; without one,
everything that comes with the app is checked. Exit 0 when all is well, 1 when a
definition is wrong, 2 when the command is not understood.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from forms.engine.definition import Form
from forms.engine.errors import DefinitionError, DefinitionErrors, echo
from forms.packaged import ROOT, load_form, load_form_file, load_pack
from forms.packaged import folder as pack_folder
from forms.piped import piped
from forms.protocol import Protocol
from forms.protocol.pack import NO_FORMS
from forms.protocol.prefills import prefill_faults

USAGE = """python -m forms check [PATH…]   PATH: an authority's folder, or a .toml file
python -m forms coverage [--sources DIR] [AUTHORITY…]
python -m forms export FORM --format xlsform [--out FILE.xlsx]   FORM: hertfordshire/key_contacts, \
or a .toml file
python -m forms import FILE.xlsx [--out FILE.toml]"""


def main(arguments: Sequence[str], today: date | None = None) -> int:
    """Runs the command that the arguments name. 0 all is well, 1 a definition is wrong, 2 not understood."""
    if arguments and arguments[0] in ("export", "import"):
        return _interchange(arguments)
    if arguments and arguments[0] == "coverage":
        from forms.coverage.command import main as coverage

        return coverage(arguments[1:])
    if not arguments or arguments[0] != "check":
        print(USAGE, file=sys.stderr)
        return 2
    wrong: dict[str, None] = {}  # in order, each once: a form may be shared by many packs
    for place in _places([Path(p) for p in arguments[1:]] or [ROOT]):
        try:
            for line in _report(*place, (today or date.today()).isoformat()):
                print(line)
        except DefinitionErrors as found:
            wrong.update({str(error): None for error in found.errors})
    for error in wrong:
        print(error)
    if wrong:
        print(f"{len(wrong)} to put right.")
    return 1 if wrong else 0


def _interchange(arguments: Sequence[str]) -> int:
    """A form out to XLSForm, or back. 1 when it can't be read or written, 2 when not understood."""
    parser = argparse.ArgumentParser(prog="python -m forms", usage=USAGE)
    parser.add_argument("command", choices=("export", "import"))
    parser.add_argument("form")
    parser.add_argument("--format", choices=("xlsform",), default="xlsform")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args(arguments)
    from forms.interchange import back, workbook
    from forms.interchange.xlsform import xlsform

    try:
        if args.command == "export":
            form = load_form(args.form)
            out = args.out or Path(f"{form.id.replace('/', '_')}.xlsx")
            workbook.save(xlsform(form), out)
        else:
            review = date.today().replace(year=date.today().year + 1, day=1).isoformat()
            text = back.toml(workbook.read(Path(args.form)), review)
            out = args.out or Path(args.form).with_suffix(".toml")
            out.write_text(text, "utf-8")
            load_form_file(out, out.parent)  # said at once, not when a carer opens it
    except (DefinitionErrors, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(out)
    return 0


def _in(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda p: p.name)


def _places(given: Sequence[Traversable]) -> Iterator[tuple[Traversable, Traversable]]:
    """Each definition that `given` holds, with its folder: packs, then the forms beside them."""
    for place in given:
        if place.name.endswith(".toml"):
            yield place, Path(str(place)).parent
            continue
        inside = _in(place) if place.is_dir() else []
        if place.joinpath("protocol.toml").is_file() or not inside:
            yield place, place
        yield from ((form, place) for form in inside if _is_form(form))
        yield from _places([p for p in inside if p.is_dir() and not p.name.startswith("_")])


def _is_form(place: Traversable) -> bool:
    return place.name.endswith(".toml") and place.name not in NO_FORMS


def _report(place: Traversable, folder: Traversable, today: str) -> Iterator[str]:
    if place.name in NO_FORMS:
        place = folder
    if place.name.endswith(".toml"):
        form = load_form_file(place, folder)
        if faults := _prefills(place, folder):
            raise DefinitionErrors(faults)
        yield _form(form, today)
        yield from _gone(form, place, folder)
        return
    protocol = load_pack(place)
    if faults := prefill_faults(pack_folder(place), protocol):
        raise DefinitionErrors(faults)
    yield f"{protocol.short}, {protocol.version}: {len(protocol.rules)} rules, review by {protocol.review}"
    yield from _rules(protocol)
    due = [rule.id for rule in protocol.rules.values() if rule.review < today]
    if due:
        yield f"  a person must now check against the source: {', '.join(due)}"
    for contact in protocol.contacts:
        if contact.outdated:
            yield f"  outdated: {contact.name} <{contact.value}> ({contact.source}). {contact.outdated}"
    for contact in protocol.contacts:
        if not contact.value:
            yield f"  ask your authority: {contact.name} ({contact.source})"
    for setting in protocol.unconfirmed:
        used = f" Until then: {setting.value}." if setting.value else ""
        yield f"  to be confirmed: {setting.name} ({setting.source}). {setting.question}{used}"


def _prefills(place: Traversable, folder: Traversable) -> list[DefinitionError]:
    """What one form of a pack names that is not asked. [] where the pack itself can't be read."""
    try:
        protocol = load_pack(folder)
    except DefinitionErrors:
        return []
    return [e for e in prefill_faults(pack_folder(folder), protocol) if Path(e.file).name == place.name]


def _form(form: Form, today: str) -> str:
    count = sum(1 for _ in form.fields())
    due = "; a person must now check it against its source" if form.review < today else ""
    return f"form {form.ref}: {len(form.sections)} sections, {count} fields, review by {form.review}{due}"


def _gone(form: Form, place: Traversable, folder: Traversable) -> Iterator[str]:
    """The questions of earlier versions, kept beside it, that it asks no more under any name that it says."""
    today = {field.name for field in form.fields()} | set(form.renamed())
    for kept in _in(folder):
        if not kept.name.startswith(f"{place.name.removesuffix('.toml')}@"):
            continue
        earlier = load_form_file(kept, folder)
        gone = [field.name for field in earlier.fields() if field.name not in today]
        if earlier.version < form.version and gone:
            words = ", ".join(map(echo, gone))
            yield f"  version {earlier.version} asked {words}: not asked now, and no 'was' says a new name"


def _rules(protocol: Protocol) -> Iterator[str]:
    for rule in protocol.rules.values():
        merged = f" → one answer with {' and '.join(rule.merged)}" if rule.merged else ""
        yield f"  {rule.id} {rule.source}{merged}: {rule.says}"
        if rule.assumption:
            yield f"    read as: {rule.assumption}"


if __name__ == "__main__":
    sys.exit(piped(lambda: main(sys.argv[1:])))
