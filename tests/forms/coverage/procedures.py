"""An invented procedure, as a PDF gives it, and an account of it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from forms.coverage.account import Account, account
from forms.coverage.draft import draft
from forms.coverage.entry import Coverage
from forms.coverage.lines import lines
from forms.coverage.obliging import obliging
from forms.coverage.reading import read_coverage
from forms.coverage.sentences import Sentence, sentences
from forms.coverage.text import parse_text
from forms.engine.files import Files

FEET = ("Anyshire Procedure V1",)
HEAD = 'known_by = "The procedure of Anyshire"\nfeet = ["Anyshire Procedure V1"]\n'
PROCEDURE = """ 1. Scope
1.1 This is the procedure of Anyshire. Many children go missing from
their home.
2. The report
2.1 Unless the child is in danger, carers should look for the child them-
selves. They should:
•
•
Search the house and the
garden, if it is safe
Ask friends of the child
2.2 If nobody knows where the child is, the carer must ring the police without
Anyshire Procedure V1
Page | 3
 delay.
2.3 Children are found in parks, in towns and
in the homes of friends.
"""


def listed(text: str, feet: Collection[str] = FEET) -> list[Sentence]:
    """The sentences of a text that count."""
    return list(obliging(sentences(list(lines(text, feet)))))


def parsed(written: str) -> Coverage:
    """coverage.toml, read."""
    return read_coverage(Files("anyshire", {"coverage.toml": written.encode()}.get))


def drafted(text: str = PROCEDURE, written: str = HEAD) -> str:
    """coverage.toml with a line for each sentence of the text."""
    return draft(written, parsed(written), parse_text(text, FEET))


def answered(text: str = PROCEDURE) -> str:
    """The same, and each line has its answer."""
    return drafted(text).replace("todo = true", 'carried_by = ["ANY-1"]')


def accounted(
    written: str,
    text: str | None = PROCEDURE,
    names: Collection[str] = ("ANY-1",),
    unseen: Collection[str] = (),
) -> Account:
    """How it stands beside a text; None: the text is not at hand. `unseen`: what stands on no screen."""
    coverage = parsed(written)
    found = parse_text(text, coverage.feet) if text is not None else None
    return account(coverage, found, names, "anyshire/coverage.toml", unseen)


def folder_with(at: Path, text: str) -> Path:
    """A folder with this procedure and another one."""
    at.mkdir(exist_ok=True)
    (at / "000.txt").write_text("Othershire has its own. Carers must ring.\n", "utf-8")
    (at / "001.txt").write_text(text, "utf-8")
    return at
