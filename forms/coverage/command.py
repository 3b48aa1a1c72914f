"""`python -m forms coverage`: is every sentence of the sources accounted for?"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from forms.coverage import sources
from forms.coverage.account import Account, account
from forms.coverage.carriers import carriers
from forms.coverage.draft import draft
from forms.coverage.quotations import changed, of_pack
from forms.coverage.reading import read_coverage
from forms.coverage.recorded import recorded
from forms.coverage.standing import standing
from forms.coverage.table import with_table
from forms.coverage.text import parse_text
from forms.coverage.unseen import unseen
from forms.engine.errors import DefinitionErrors
from forms.engine.files import Files
from forms.packaged import AUTHORITIES, Packs, folder
from forms.protocol.pack import COVERAGE

USAGE = """python -m forms coverage [--sources DIR | --without] [--draft] [--table PAGE] [AUTHORITY…]

--sources DIR  the procedures as text; left out, they are looked for beside the checkout
--without      compare with what was recorded of them
--draft        write coverage.toml: a line for each sentence that has none
--table PAGE   write the counts into a page, as docs/coverage.md holds them
--todo-passes  what nobody has looked at yet is a warning"""


def main(arguments: Sequence[str], authorities: Path | None = None) -> int:
    """0 all is accounted for, 1 something is not, 2 not understood, or the texts are not there."""
    args = _parser().parse_args(arguments)
    place = authorities or Path(str(AUTHORITIES))
    packs = Packs(place)
    ids = args.authority or [each.id for each in packs.available()]
    texts = None if args.without else args.sources or sources.found()
    if (texts and not texts.is_dir()) or (args.draft and not texts):
        print(f"The procedures as text are not at hand: {texts or 'give --sources DIR'}.", file=sys.stderr)
        return 2
    try:
        if args.draft and texts:
            for id in ids:
                _draft(place / id, texts)
        found = accounts(packs, ids, texts)
        if args.table:
            args.table.write_text(with_table(args.table.read_text("utf-8"), found), "utf-8")
    except (DefinitionErrors, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return _told(found, texts, args.todo_passes)


def accounts(packs: Packs, ids: Iterable[str], texts: Path | None) -> dict[str, Account]:
    """How each authority stands, by its short name. `texts`: the folder of the procedures, if at hand.
    DefinitionErrors for a bad file; ValueError when a procedure is not in the folder."""
    return {packs.protocol(id).short: _account(packs, id, texts) for id in ids}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m forms coverage", usage=USAGE)
    texts = parser.add_mutually_exclusive_group()
    texts.add_argument("--sources", type=Path)
    texts.add_argument("--without", action="store_true")
    parser.add_argument("--draft", action="store_true")
    parser.add_argument("--table", type=Path)
    parser.add_argument("--todo-passes", action="store_true")
    parser.add_argument("authority", nargs="*")
    return parser


def _account(packs: Packs, id: str, texts: Path | None) -> Account:
    files = folder(packs.authorities.joinpath(id)).own
    coverage = read_coverage(files)
    text = parse_text(sources.text_of(coverage.known_by, texts), coverage.feet) if texts else None
    protocol = packs.protocol(id)
    names = carriers(protocol, packs.form)
    found = account(coverage, text, names, f"{files.name}/{COVERAGE}", unseen(protocol))
    return replace(found, quoted=tuple(_quoted(packs, id, files)))


def _quoted(packs: Packs, id: str, files: Files) -> Iterator[str]:
    """Where the pack's quotations are not the words that were found in its source."""
    there = recorded()
    for of, said in of_pack(packs.protocol(id), packs.form).items():
        for where in changed(said, there.get(of, {})):
            what = where if of == id else f"{of}, {where}"
            told = f"{standing(files, of, where)}: {what}: the words are not those recorded from the source."
            yield f"{told} Quote it word for word, and record it: python -m forms.coverage.recorded"


def _draft(place: Path, texts: Path) -> None:
    coverage = read_coverage(folder(place).own)
    text = parse_text(sources.text_of(coverage.known_by, texts), coverage.feet)
    file = place / COVERAGE
    file.write_text(draft(file.read_text("utf-8"), coverage, text), "utf-8")


def _told(accounts: dict[str, Account], texts: Path | None, todo_passes: bool) -> int:
    """Prints how things stand; 1 where something is not as it should be."""
    print(
        f"Compared with the texts in {texts}." if texts else "Compared with what was recorded of the texts."
    )
    for name, each in accounts.items():
        print(
            f"{name}: {each.sentences} sentences: {each.carried} carried, {each.not_carers} not the carer's, "
            f"{len(each.unaccounted)} unaccounted for, {len(each.changed)} changed, {len(each.gone)} gone, "
            f"{len(each.strange)} name something that is not in the pack, "
            f"{len(each.unseen)} only what stands on no screen"
        )
        for fault in each.wrong if todo_passes else each.faults:
            print(f"  {fault}")
    todo = sum(len(each.todo) for each in accounts.values())
    if todo and todo_passes:
        print(f"Warning: nobody has looked yet at {todo} sentences of the procedures.", file=sys.stderr)
    return 1 if any(each.wrong if todo_passes else each.faults for each in accounts.values()) else 0
