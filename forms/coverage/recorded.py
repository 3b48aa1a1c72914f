"""The quotations that were found in the procedures as text: a digest of each, in `quotations.txt`.

The texts are looked for as `forms.coverage.sources` says. `python -m forms.coverage.recorded` writes the file
anew: it needs the texts, and refuses what is not in them. `python -m forms coverage` compares packs with it.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from forms.coverage.quotations import digests, of_pack, plain, strange
from forms.coverage.reading import read_coverage
from forms.coverage.sources import found, text_of
from forms.packaged import AUTHORITIES, available, folder, load_form, load_protocol

RECORDED = Path(__file__).with_name("quotations.txt")


@cache
def known_by(id: str) -> str:
    """Words that stand in this authority's text and in no other's."""
    return read_coverage(folder(AUTHORITIES.joinpath(id)).own).known_by


@cache
def source_of(id: str, texts: Path) -> str:
    """The plain text of this authority's procedure. ValueError when the folder does not hold it once."""
    return plain(text_of(known_by(id), texts))


def recorded() -> dict[str, dict[str, str]]:
    """By protocol or form, what `digests` gave when every word was found."""
    found: dict[str, dict[str, str]] = {}
    for line in RECORDED.read_text("utf-8").splitlines():
        of, where, digest = line.split("\t")
        found.setdefault(of, {})[where] = digest
    return found


def main() -> int:
    """Records what stands in the texts; 1 when something does not."""
    texts = found()
    if texts is None:
        print("The procedures as text are not at hand: CARERAPP_SOURCES names their folder.", file=sys.stderr)
        return 1
    lines: list[str] = []
    for id in sorted(each.id for each in available()):
        for name, quotations in of_pack(load_protocol(id), load_form).items():
            for where, words in strange(quotations, source_of(id, texts)):
                print(f"{name}, {where}: not in the text: {words}", file=sys.stderr)
                return 1
            lines += [f"{name}\t{where}\t{digest}\n" for where, digest in digests(quotations).items()]
    RECORDED.write_text("".join(lines), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
