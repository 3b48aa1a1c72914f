"""The sample of mutants is fair and the same for everybody; its score claims no more than was seen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.mutation.drawing import draw, interval, made, row
from tools.mutation.trying import MISSED, add, by_promise, keep, read

NAMES = {
    "sync": [f"sync.feed.{n}" for n in range(60)],
    "forms/engine": [f"forms.engine.reader.{n}" for n in range(33)],
    "carerapp/domain": [f"carerapp.domain.child.{n}" for n in range(7)],
}


def test_every_room_is_drawn_from_by_its_share() -> None:
    """Of 60, 33 and 7 mutants, ten draws take 6, 3 and 1: the largest rest takes the last one."""
    drawn = draw(NAMES, 10, seed=1)
    assert {room: len(set(names)) for room, names in drawn.items()} == {
        "sync": 6,
        "forms/engine": 3,
        "carerapp/domain": 1,
    }
    assert all(set(names) <= set(NAMES[room]) for room, names in drawn.items())


def test_a_seed_draws_the_same_on_every_machine() -> None:
    """The order in which the files were found changes nothing, another seed does; more than all is all."""
    turned = {room: names[::-1] for room, names in reversed(NAMES.items())}
    assert draw(NAMES, 20, seed=13) == draw(turned, 20, seed=13) != draw(NAMES, 20, seed=14)
    assert sum(map(len, draw(NAMES, 1000, seed=13).values())) == 100
    assert draw({"sync": []}, 5, seed=13) == {"sync": []}


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (0, 0, 0.0, 1.0)],
)
def test_the_interval_is_the_one_of_the_textbook(hits: int, of: int, low: float, high: float) -> None:
    """Wilson's interval: 81 of 263 is Newcombe's example (1998); ten of ten still leaves room for misses."""
    assert interval(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_a_row_says_how_many_and_how_sure() -> None:
    """Three noticed of six say little about 1,971; a room of which nothing was tried claims no share."""
    assert row("sync", 1971, [True, True, True, False, False, False]) == (
        "| sync                  |   1,971 |     6 |       3 | 50% (19% to 81%)   |"
    )
    assert "none tried" in row("sync", 1971, [])


def test_mutants_are_found_at_every_depth_of_a_room(tmp_path: Path) -> None:
    """What mutmut wrote beside each file is read, with the folders below, and nothing outside the rooms."""
    for file, name in {
        "sync/feed.py.meta": "sync.feed.x_a__mutmut_1",
        "carerapp/domain/topics/moved.py.meta": "carerapp.domain.topics.moved.x_b__mutmut_1",
        "carerapp/ui/theme.py.meta": "carerapp.ui.theme.x_c__mutmut_1",
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(json.dumps({"exit_code_by_key": {name: None}}), encoding="utf-8")
    assert {room: names for room, names in made(tmp_path).items() if names} == {
        "sync": ["sync.feed.x_a__mutmut_1"],
        "carerapp/domain": ["carerapp.domain.topics.moved.x_b__mutmut_1"],
    }


def test_what_is_quick_and_comes_by_little_else_is_tried_first() -> None:
    """A test that comes by everything looks closely at nothing; the tenth case of one notices little more."""
    learned = [
        {"test": "t.py::whole", "seconds": 0.01, "functions": ["f"] * 400},
        {"test": "t.py::slow", "seconds": 1.0, "functions": ["f"] * 2},
        *({"test": f"t.py::one[{n}]", "seconds": 0.002, "functions": ["f"] * 2} for n in range(400)),
        {"test": "t.py::other", "seconds": 0.2, "functions": ["f"] * 2},
    ]
    names = [one["test"] for one in by_promise(learned)]
    assert sorted(names) == sorted(str(one["test"]) for one in learned)
    others = [name for name in names if "one" not in name]
    assert others == ["t.py::other", "t.py::slow", "t.py::whole"]
    assert names[:2] == ["t.py::one[0]", "t.py::one[1]"]
    assert 60 < names.index("t.py::other") < 70  # the 67th case is as dear as the other test


def test_what_was_missed_can_be_left_to_be_tried_once_more(tmp_path: Path) -> None:
    """The file then holds the other lines, as they were; a file that is not there holds none."""
    file = tmp_path / "tried.jsonl"
    assert list(read(file)) == []
    for number, outcome in enumerate(["noticed", "survived", "no test", "endless"]):
        add(file, mutant=f"é{number}", outcome=outcome)
    keep(file, [one for one in read(file) if one["outcome"] not in MISSED])
    assert [one["mutant"] for one in read(file)] == ["é0", "é3"]
    assert [path.name for path in tmp_path.iterdir()] == ["tried.jsonl"]
