"""`python -m forms check | coverage | export | import | add | show | survey-folder`.

`check [PATH…]`: is every definition whole, and on what does each rule rest?
`coverage [AUTHORITY…]`: what carries each sentence of the procedures (`forms.coverage.command`).
`export`, `import`, `add`, `show`, `survey-folder`: forms to and from the ODK, Kobo and Enketo world
(`forms.interchange.command`).

PATH is an authority's folder, a folder of such folders, or a .toml file; without one,
everything that comes with the app is checked. Exit 0 when all is well, 1 when a
definition is wrong, 2 when the command is not understood.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from forms.engine.definition import Form
from forms.engine.errors import DefinitionError, DefinitionErrors, echo
from forms.interchange import COMMANDS
from forms.interchange import USAGE as INTERCHANGE
from forms.packaged import ROOT, load_form_file, load_pack
from forms.packaged import folder as pack_folder
from forms.piped import piped
from forms.protocol import Protocol
from forms.protocol.pack import NO_FORMS
from forms.protocol.prefills import prefill_faults

USAGE = f"""python -m forms check [PATH…]   PATH: an authority's folder, or a .toml file
python -m forms coverage [--sources DIR] [AUTHORITY…]
{INTERCHANGE}"""


def main(arguments: Sequence[str], today: date | None = None) -> int:
    """Runs the command that the arguments name. 0 all is well, 1 a definition is wrong, 2 not understood."""
    if arguments and arguments[0] in COMMANDS:
        from forms.interchange.command import main as interchange

        return interchange(arguments)
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
    left = "".join(f"\n  left out when it was imported: {one}" for one in form.left_out)
    return (
        f"form {form.ref}: {len(form.sections)} sections, {count} fields, review by {form.review}{due}{left}"
    )


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
