"""`python -m carerapp demo`, as training teams run it: what it writes, and what it never leaves behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from carerapp.actions.add_invented_child import ANSWERS, OCCURRENCES, PARENTS, PEOPLE
from carerapp.bootstrap import protocols
from carerapp.domain.json_value import Json
from forms.engine.kinds import KINDS
from tests.support.paper.labels import PAPER
from tests.support.paper.reading import fonts, missing_in_order, pdftotext, words
from tests.support.pins import NEW, PIN

ROOT = Path(__file__).resolve().parents[2]
PAPERS = {"key-contacts.pdf", "call-script.pdf", "chronology.pdf", "supplement.pdf"}


def demo(*arguments: str | Path, home: Path, pin: str = "") -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with a HOME of its own."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("CARERAPP", "XDG"))}
    env |= {"HOME": str(home)} | ({"CARERAPP_PIN": pin} if pin else {})
    return subprocess.run(
        [sys.executable, "-m", "carerapp", "demo", *map(str, arguments)],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@dataclass(frozen=True)
class Played:
    out: Path
    data: Path
    home: Path
    said: str

    def text(self, paper: str, *options: str) -> str:
        return pdftotext((self.out / paper).read_bytes(), *options)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """One play for the tests that only read."""
    base = tmp_path_factory.mktemp("demo")
    home = base / "home"
    home.mkdir()
    done = demo("--out", base / "out", "--data", base / "data", home=home)
    assert done.returncode == 0, done.stderr
    return Played(base / "out", base / "data", home, done.stdout)


def answers() -> Iterator[str]:
    """Every answer of the invented child, as the form shows it."""
    form = protocols().protocol("hertfordshire").key_contacts
    for name, value in ANSWERS.items():
        field = form.field(name)
        yield KINDS[field.kind].show(value, field)
    dates = form.field("occurrences.date")
    for cells in (*PEOPLE, *PARENTS):
        yield from (cell for cell in cells if cell)
    for day, occurrence in OCCURRENCES:
        yield from (KINDS["date"].show(day, dates), occurrence)


def test_it_writes_every_document_and_prints_where(played: Played) -> None:
    """Four papers, named on the screen, and nothing else in the folder."""
    assert {path.name for path in played.out.iterdir()} == PAPERS
    assert {Path(line).name for line in played.said.splitlines()} == PAPERS


def test_the_copy_holds_every_label_in_order_and_every_answer(played: Played) -> None:
    """Read back with pdftotext: the whole form, nothing lost between screen and paper."""
    text = words(played.text("key-contacts.pdf"))
    assert missing_in_order(text, PAPER) == []
    assert [answer for answer in answers() if words(answer) not in text] == []


def test_the_name_stands_alone_on_its_line(played: Played) -> None:
    """Programs that file the form look for exactly this line."""
    assert "Full name: Example Child" in played.text("key-contacts.pdf").splitlines()


@pytest.mark.parametrize("name", ["Łucja Przykładowska-Żółć", "نور مثال", "ሳባ ኣብነት", "范例"])
def test_names_in_other_scripts_come_back_whole(played: Played, name: str) -> None:
    """A Polish, an Arabic, a Tigrinya and a Chinese name."""
    assert name in words(played.text("key-contacts.pdf"))


def test_fonts_are_inside_the_file(played: Played) -> None:
    """The officer's computer needs no font of its own."""
    for paper in PAPERS:
        assert all("yes" in row for row in fonts((played.out / paper).read_bytes()))


def test_section_5_says_what_was_done_and_who_filled_it_in(played: Played) -> None:
    """The checklist of the episode is on the form."""
    text = words(played.text("key-contacts.pdf"))
    for part in ("Bedroom, loft, shed and car", "Had already gone", "A. Carer (invented)"):
        assert part in text


def test_what_the_carer_left_out_says_so(played: Played) -> None:
    """The bank's label is there, with who withheld the answer and why."""
    text = words(played.text("key-contacts.pdf"))
    assert "withheld by A. Carer (invented): not needed to find Example" in text


def test_the_other_papers_tell_the_episode(played: Played) -> None:
    """The script with its blanks, the log with its correction, the supplement with what changed."""
    script = words(played.text("call-script.pdf"))
    assert "I am a foster carer. A child in my care is missing. I want to report it." in script
    assert "Say “I don't know”" in script
    log = words(played.text("chronology.pdf"))
    assert "Neighbour saw Example at the bus stop about 21:00" in log
    assert "Neighbour saw Example at the bus stop about 21:30" in log
    assert "purple elephant" not in log
    assert "Bus station, stand 4" in words(played.text("supplement.pdf"))


def test_it_plays_again_on_the_same_data(played: Played, tmp_path: Path) -> None:
    """A second evening of the same child: the first one is still there, and opens with the same PIN."""
    done = demo("--out", tmp_path / "out", "--data", played.data, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "out").iterdir()} == PAPERS
    again = words(pdftotext((tmp_path / "out" / "chronology.pdf").read_bytes()))
    assert "21 November 2026" in again


def test_without_data_nothing_is_kept(tmp_path: Path) -> None:
    """The vault is in memory then: only the papers are on the disk."""
    home = tmp_path / "home"
    home.mkdir()
    done = demo("--out", tmp_path / "out", home=home)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == PAPERS


def test_a_pin_is_never_an_argument(tmp_path: Path) -> None:
    """Arguments are seen by every program on the computer."""
    for argument in (f"--pin={PIN}", f"--PIN={PIN}", PIN):
        done = demo("--out", tmp_path / "out", argument, home=tmp_path)
        assert done.returncode == 2
        assert not (tmp_path / "out").exists()


def test_the_pin_comes_from_the_environment(tmp_path: Path) -> None:
    """Another PIN makes another lock; the wrong one says so without a traceback."""
    data = tmp_path / "data"
    assert demo("--out", tmp_path / "a", "--data", data, home=tmp_path, pin=NEW).returncode == 0
    wrong = demo("--out", tmp_path / "b", "--data", data, home=tmp_path)
    assert wrong.returncode == 2
    assert "PIN is not right" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_nothing_of_the_child_is_readable_in_the_data(played: Played) -> None:
    """Names, numbers, places, the safe word: in no file of the vault, in no encoding."""
    files = (*played.data.rglob("*"), *played.home.rglob("*"))
    kept = [path.read_bytes() for path in files if path.is_file()]
    assert kept
    for marked in canaries():
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert not any(marked.encode(encoding) in data for data in kept), marked


def canaries() -> Iterator[str]:
    values: list[Json] = ["Example Child", "INVENTED-0000", "bus stop", "%PDF", *ANSWERS.values()]
    yield from (value for value in values if isinstance(value, str) and len(value) > 5)
    yield from (cell for row in PEOPLE for cell in row if len(cell) > 3)
