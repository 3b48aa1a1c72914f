"""A dataclass says how its TOML is written; the reader needs no more than that."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

import pytest

from forms.engine.conditions import Condition
from forms.engine.declared import Reading
from forms.engine.marks import Fault, Key, Mark, NeededIf, OneOf, Reads
from forms.engine.reader import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A part inside a part."""

    id: Annotated[str, Mark.NAME, Mark.UNIQUE]
    colour: Literal["green", "brown"] = "green"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """One of every type and mark."""

    title: str
    note: str = ""
    tall: bool = False
    years: int | None = None
    seasons: tuple[Literal["summer", "winter"], ...]
    roots: tuple[str, ...]
    also: tuple[str, ...] = ()
    place: Literal["hill", "wood"] | None = None
    when: Condition | None = None
    planted: Annotated[str, Mark.DAY]
    from_: str = ""
    leaves: Annotated[tuple[Leaf, ...], Key("leaf"), Mark.BOTH] = ()
    kind: Annotated[str, OneOf("kinds")]
    why: Annotated[str, NeededIf("note")] = ""
    size: Annotated[int, Reads(lambda table, key: len(table.text(key)))] = 0
    counts: Annotated[Literal["all", "some"], Mark.BESIDE]
    line: Annotated[int, Mark.LINE] = 0
    given: Annotated[str, Mark.GIVEN] = "ours"

    def faults(self) -> Iterator[Fault]:
        """Of itself."""
        if self.tall and self.years == 0:
            yield Fault("tall", "is too young to be tall", "Wait.")


WHOLE = """
title = "Oak"
seasons = ["summer"]
planted = "2020-02-29"
kind = "tree"
from = "acorn"
size = "four"
place = "wood"
when = "a = b"
roots = ["deep", "wide"]
[[leaf]]
id = "one"
"""
BESIDE = 'counts = "some"\n[[leaf]]\nid = "two"\ncolour = "brown"\n'


def read(text: str, beside: str = BESIDE) -> tuple[Tree, list[str]]:
    source, other = Source("tree.toml", text), Source("beside.toml", beside)
    tree = Reading({"kinds": ("tree", "bush")}).part(Tree, source.top, other.top, given="theirs")
    return tree, [str(error) for error in (*source.errors, *other.errors)]


def test_each_key_is_read_as_its_annotation_says() -> None:
    """Types, closed words, renamed keys, parts in both files, what is given, defaults for the rest."""
    tree, wrong = read(WHOLE)
    assert wrong == []
    assert (tree.title, tree.seasons, tree.planted, tree.kind) == ("Oak", ("summer",), "2020-02-29", "tree")
    assert (tree.from_, tree.size, tree.place, tree.counts, tree.given) == (
        "acorn",
        4,
        "wood",
        "some",
        "theirs",
    )
    assert tree.roots == ("deep", "wide")
    assert tree.when is not None
    assert tree.when.names == ("a",)
    assert tree.leaves == (Leaf(id="one"), Leaf(id="two", colour="brown"))
    assert (tree.note, tree.tall, tree.years, tree.also, tree.line) == ("", False, None, (), 1)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('roots = ["deep", "wide"]\n', "", "tree.toml:1: This file has no 'roots'."),
        ('title = "Oak"', "", "tree.toml:1: This file has no 'title'. Add title ="),
        ('"summer"]', '"sumer"]', "tree.toml:3: 'sumer' is not a known season. Did you mean 'summer'?"),
        ('"wood"', '"field"', "tree.toml:8: 'field' is not a known place. Known: hill, wood."),
        ('"tree"', '"tre"', "tree.toml:5: 'tre' is not a known kind. Did you mean 'tree'?"),
        ('id = "one"', 'id = "two"', "beside.toml:3: There are two leafs 'two'. Give one another id."),
        ('id = "one"', 'id = "One"', "tree.toml:12: 'One' is not a name."),
        (
            'id = "one"',
            'id = "one"\ncolor = "x"',
            "tree.toml:13: The leaf 'one' has the unknown key 'color'. Did",
        ),
        ("from =", "from_ =", "This file has the unknown key 'from_'. Did you mean 'from'?"),
        ("2020-02-29", "2021-02-29", "tree.toml:4: '2021-02-29' is not a date."),
        ('title = "Oak"', 'title = "Oak"\nnote = "x"', "This file has no 'why'."),
        (
            'title = "Oak"',
            'title = "Oak"\ntall = true\nyears = 0',
            "tree.toml:3: This file is too young to be tall.",
        ),
        ("a = b", "a b", "in when = 'a b'"),
    ],
)
def test_what_is_wrong_is_told_once_with_its_line_and_remedy(old: str, new: str, says: str) -> None:
    """And nothing else is told beside it."""
    assert old in WHOLE
    _, wrong = read(WHOLE.replace(old, new, 1))
    assert len(wrong) == 1, wrong
    assert says in wrong[0]


def test_what_stands_in_the_wrong_file_is_unknown() -> None:
    """A key of the file beside is not one of the first, and the other way round."""
    _, wrong = read(
        WHOLE.replace("[[leaf]]", 'counts = "all"\n[[leaf]]'), BESIDE.replace('counts = "some"', 'note = "x"')
    )
    assert [w.partition(". ")[0] for w in wrong] == [
        "tree.toml:11: This file has the unknown key 'counts'",
        "beside.toml:1: This file has no 'counts'",
        "beside.toml:1: This file has the unknown key 'note'",
    ]


def test_a_type_that_nothing_reads_is_refused_at_once() -> None:
    """A mistake in a dataclass is the programmer's, and no fault of a definition."""

    @dataclass
    class Odd:
        """A set has no order to keep."""

        things: set[str]

    with pytest.raises(TypeError, match="Nothing reads things"):
        Reading().part(Odd, Source("x.toml", "things = []").top)
