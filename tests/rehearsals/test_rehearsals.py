"""Each benchmark runs, so that none rots between the days on which somebody measures; the long ones in turn.

Those that need the phone app are rehearsed in tests/phone/test_measuring.py, the kills in tests/journeys and
tests/phone.
"""

from __future__ import annotations

import re

import pytest

from tests.support.rehearsal import Table, assert_figures, rehearse, tables


def rehearsed(module: str, *arguments: object) -> Table:
    """The one table of this benchmark."""
    (table,) = tables(rehearse(module, *arguments))
    return table


@pytest.mark.in_turn
def test_store() -> None:
    """Two sizes, three stores, four figures each."""
    printed = rehearse("store")
    rows = [line.split("|")[1:-1] for line in printed.splitlines() if re.match(r"\|[ \d]+ \| \w", line)]
    assert [[cell.strip() for cell in row[:2]] for row in rows] == [
        ["30", "vault"],
        ["", "SQLCipher WAL"],
        ["", "SQLCipher DELETE"],
        ["60", "vault"],
        ["", "SQLCipher WAL"],
        ["", "SQLCipher DELETE"],
    ]
    for row in rows:
        assert_figures([cell.strip() for cell in row[2:]], zero=True)
    assert len(re.findall(r"^- \d+: append \d+\.\d\d × SQLCipher WAL$", printed, re.M)) == 2


def test_first_screen() -> None:
    """Unlocking with few and with more entries, and verifying an export."""
    table = rehearsed("first_screen")
    few, more, verified = (name for name in table if name != "what")
    assert (few, more) == ("unlock to first screen, 100 entries", "unlock to first screen, 150 entries")
    assert re.fullmatch(r"verify 1\d\d entries", verified)
    for name in (few, more, verified):
        assert re.fullmatch(r"[\d.]+ m?s median, [\d.]+ m?s (p95|longest)", table[name][0])


@pytest.mark.in_turn
def test_soak() -> None:
    """Every proof is kept, and every disk that lies is caught, with the counts of a rehearsal."""
    table = rehearsed("soak")
    mutants = {name: said for name, (said,) in table.items() if name.startswith("mutant")}
    assert len(mutants) == 9
    assert all("caught" in said and "1 of 1" in said for said in mutants.values()), mutants
    (cuts,) = table["power cut after any system call (folder)"]
    assert re.fullmatch(r"\d+ states, 0 broken promises", cuts)
    (kills,) = table["SIGKILL while appending"]
    assert kills.startswith("5 kills, ")
    assert table["sync schedules"] == ["3 schedules: all converge, 0 lost, 0 doubled"]
    assert len([name for name in table if name.startswith("flips: ")]) == 5


@pytest.mark.in_turn
def test_sync() -> None:
    """Ours, the same bytes raw, each event by itself, and the peer: up, down, both, and as a share of
    ours."""
    table = rehearsed("sync", "--events", 150, "--rounds", 1)
    assert table["our sync, durable"][-1] == "1.00 ×"
    assert len(table["the same requests, raw"]) == 4
    peers = ("PouchDB, server in memory", "PouchDB, server on LevelDB")
    for name in ("our sync, durable", "an event a request, raw", *peers):
        assert_figures(table[name])


def test_load() -> None:
    """Four devices for a second: nobody fails, what is too long is refused, and the memory is read."""
    table = rehearsed("load", "--seconds", 1, "--devices", 4, "--signed", 40)
    assert_figures(table["a request, median"] + table["a request, longest"])
    assert table["devices that were told to wait or failed"] == ["0"]
    assert re.fullmatch(r"\d+ × 413", table["a flood of 4 MB bodies, answered"][0])
    assert_figures(table["memory of both processes before and after"])


@pytest.mark.in_turn
def test_flood() -> None:
    """Four devices beside a stranger: nobody fails, no stranger is let in, and few rows come of it."""
    table = rehearsed("load", "--flood", "--seconds", 1, "--devices", 4, "--connections", 1)
    assert_figures(table["a request, p99, without the flood"] + table["a request, p99, beside the flood"])
    assert table["devices that were told to wait or failed beside it"] == ["0"]
    (answers,) = table["what the flood sent, and was answered"]
    assert set(re.findall(r"× (\w+) ", answers)) <= {"sent", "401", "403", "429"}
    assert {"heads", "codes", "keys"} <= set(re.findall(r"\w+", answers))
    assert int(table["rows that strangers added to the database"][0]) <= 40


@pytest.mark.in_turn
def test_browser() -> None:
    """One start and two taps, in a real browser."""
    table = rehearsed("browser")
    assert [name for name in table if name != "from … to …"] == [
        "first screen, browser started anew",
        "tap to saved",
        "tap to the next step drawn",
    ]
    for name in list(table)[1:]:
        assert_figures(table[name])


def test_walks() -> None:
    """No screen says anything else than the files."""
    table = rehearsed("walks")
    assert table["walks of up to 12 steps"] == ["5"]
    assert table["walks with a difference"] == ["0"]
    assert int(table["comparisons of what a screen said with the files"][0]) > 50


@pytest.mark.in_turn
@pytest.mark.sampled
@pytest.mark.parametrize("seed", [0, 1], ids=["phone", "tablet"])
def test_walks_in_a_browser(seed: int) -> None:
    """One, of the start and three steps."""
    table = rehearsed("walks", "--in-browser", "--seed", seed)
    assert table["walks of up to 3 steps"] == ["1"]
    assert table["steps"] == ["4"]
    assert table["walks with a difference"] == ["0"]
    assert int(table["comparisons of what a screen said with the files"][0]) >= 4


def test_taps() -> None:
    """More taps write no more than one."""
    table = rehearsed("taps")
    assert table["screens"] == ["6"]
    assert table["times more was written than by one tap"] == ["0"]
    assert int(table["taps that were not to write anything"][0]) >= 12


@pytest.mark.in_turn
def test_restores() -> None:
    """One restore on each database: nothing is lost."""
    table = rehearsed("restores")
    assert {kind: table[kind][2] for kind in ("SQLite", "PostgreSQL")} == {"SQLite": "0", "PostgreSQL": "0"}


@pytest.mark.in_turn
def test_failover() -> None:
    """One kill of each kind: with synchronous commit what was received is at the standby."""
    table = rehearsed("failover", "--devices", 3)
    assert table["synchronous"][2] == "0"
    assert_figures([table[kind][1] for kind in ("synchronous", "asynchronous")])


@pytest.mark.in_turn
def test_odk_meaning() -> None:
    """Few forms, asked of the tests' own XPath engine."""
    table = rehearsed("odk_meaning")
    assert table["differences"] == ["0"]
    assert_figures(table["questions compared"])
