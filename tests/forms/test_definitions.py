"""A bad definition: every fault is caught, with its file, its line and how to put it right."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from forms.engine.errors import DefinitionError, DefinitionErrors
from forms.engine.locate import line_of, locate
from forms.packaged import load_form_file, load_pack
from tests.forms.defects import DEFECTS, Defect

PACK = Path(str(files("forms"))) / "authorities" / "hertfordshire"
Pack = Callable[..., Path]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """A copy of the pack in which words were replaced: `pack("protocol.toml", (old, new))`."""

    def made(file: str = "", *changes: tuple[str, str]) -> Path:
        folder = tmp_path / "hertfordshire"
        shutil.copytree(PACK, folder, dirs_exist_ok=True)
        if file:
            text = (folder / file).read_text("utf-8")
            for old, new in changes:
                assert old in text, f"the pack no longer holds {old!r}"
                text = text.replace(old, new, 1)
            (folder / file).write_text(text, "utf-8")
        return folder

    return made


def loaded(folder: Path) -> tuple[DefinitionError, ...]:
    try:
        load_pack(folder)
    except DefinitionErrors as found:
        return found.errors
    return ()


def faults(folder: Path) -> list[DefinitionError]:
    with pytest.raises(DefinitionErrors) as caught:
        load_pack(folder)
    return list(caught.value.errors)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda d: d.message[:40])
def test_each_fault_is_named_with_its_line_and_remedy(pack: Pack, defect: Defect) -> None:
    """One fault is put into a good pack; it is found where it stands."""
    folder = pack(defect.file, (defect.old, defect.new))
    told = faults(folder)
    found = [e for e in told if defect.message in e.message]
    assert found, [str(e) for e in told]
    error = found[0]
    assert defect.remedy in error.remedy
    assert str(error) == f"{error.file}:{error.line}: {error.message}. {error.remedy}"
    if defect.where:
        assert Path(error.file).name == defect.file
        lines = (folder / defect.file).read_text("utf-8").split("\n")
        # What is missing is told at the header of its table, one line above the words.
        assert any(defect.where in line for line in lines[error.line - 1 : error.line + 1]), error.line


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("protocol.toml", '"key_contacts.toml"', '"kcf.toml"'),
        ("protocol.toml", '"episode.toml"', '"common/episod"'),
        ("protocol.toml", '"common/profile"', '"common/profil"'),
        ("episode.toml", '"common/episode@2"', '"common/episod@2"'),
    ],
)
def test_a_form_that_is_not_there_is_told_once(pack: Pack, file: str, old: str, new: str) -> None:
    """Where it is named; what else of the pack rests on it is no fault of the pack."""
    folder = pack(file, (old, new))
    told = faults(folder)
    assert len(told) == 1, [str(each) for each in told]
    text = (folder / file).read_text("utf-8")
    assert (Path(told[0].file).name, told[0].line) == (file, text[: text.index(new)].count("\n") + 1)


def test_a_duplicate_field_is_named_at_its_second_place(pack: Pack) -> None:
    """The line is that of its name."""
    folder = pack("key_contacts.toml", ('name = "hair"', 'name = "build"'))
    error = next(e for e in faults(folder) if "two fields" in e.message)
    lines = (folder / "key_contacts.toml").read_text("utf-8").split("\n")
    assert lines[error.line - 2] == "[[section.field]]"
    assert lines[error.line - 1] == 'name = "build"'
    assert 'label = "Hair' in lines[error.line + 1]


LONG = "zx" * 200


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("protocol.toml", 'settings = ["home"]', f'settings = ["{LONG}"]'),
        ("protocol.toml", 'does = "call_child"', f'does = "{LONG}"'),
        ("protocol.toml", 'rules = ["HER-I10"]', f'rules = ["{LONG}"]'),
        ("protocol.toml", '"court_conditions = yes and', f'"court_conditions = {LONG} and'),
        ("protocol.toml", '"court_conditions = yes and', f'"court_conditions {LONG} yes and'),
        ("protocol.toml", 'hint = "Who looks,', f'{LONG} = "Who looks,'),
        ("protocol.toml", 'forms = ["hertfordshire/', f'forms = ["{LONG}/'),
        ("protocol.toml", 'date = "2019-06"', f'date = "{LONG}"'),
        ("duties.toml", 'after = "24 hours"', f'after = "{LONG}"'),
        ("key_contacts.toml", 'type = "email"', f'type = "{LONG}"'),
        ("key_contacts.toml", 'part_of = "pregnant"', f'part_of = "{LONG}"'),
        ("key_contacts.toml", '"pregnant = yes"', f'"{LONG} = yes"'),
        ("key_contacts.toml", 'sorted_by = "date"', f'sorted_by = "{LONG}"'),
        ("key_contacts.toml", 'rules = ["HER-K4"', f'rules = ["{LONG}"'),
    ],
)
def test_a_long_wrong_value_is_said_again_in_part(pack: Pack, file: str, old: str, new: str) -> None:
    """At most 60 letters of it, at the line where it stands."""
    folder = pack(file, (old, new))
    told = [e for e in faults(folder) if "zxzx" in str(e)]
    assert told
    for error in told:
        assert LONG[:61] not in str(error)
        assert len(str(error)) < 500
    text = (folder / file).read_text("utf-8")
    here = text[: text.index(LONG)].count("\n") + 1
    # The rules that a form's question names are looked up when the form was read: its header is told.
    header = text[: text.index(LONG)].rpartition("[[section.field]]")[0].count("\n") + 1
    wanted = header if "HER-K4" in old else here
    assert wanted in {e.line for e in told if Path(e.file).name == file}


def test_a_condition_that_cannot_be_read_is_one_fault(pack: Pack) -> None:
    """What stands in its place inside is not told about."""
    folder = pack(
        "protocol.toml", ('when = "court_conditions = yes and', 'when = "court_conditions == yes and')
    )
    assert [e.message[:18] for e in faults(folder)] == ["A value is missing"]
    folder = pack("key_contacts.toml", ('"pregnant = yes"', '"pregnant yes"'))
    assert len(faults(folder)) == 1


def test_all_faults_are_told_at_once(pack: Pack) -> None:
    """In every file, in the order of their lines."""
    folder = pack("protocol.toml", ('hint = "Who looks,', 'hind = "Who looks,'), ('"home"]', '"hone"]'))
    form = folder / "key_contacts.toml"
    form.write_text(form.read_text("utf-8").replace('type = "phones"', 'type = "phone"'), "utf-8")
    found = faults(folder)
    assert [Path(e.file).name for e in found] == ["key_contacts.toml"] * 4 + ["protocol.toml"] * 2
    assert [e.line for e in found[4:]] == sorted(e.line for e in found[4:])


def test_the_rules_of_a_pack_are_all_used(pack: Pack) -> None:
    """A rule on which nothing rests would never reach a carer."""
    folder = pack("protocol.toml", ('rules = ["HER-I10"]\nnote', "rules = []\nnote"))
    (folder / "protocol.toml").write_text(
        (folder / "protocol.toml").read_text("utf-8").replace('rules = ["HER-I10"]\n', ""), "utf-8"
    )
    assert "Nothing rests on the rule 'HER-I10'" in faults(folder)[0].message


@pytest.mark.parametrize(
    "content", [b"", b"# nothing\n", b"\xff\xfe", b"id = 5", b"rule = 5\nid = 'x'", b"[[rule]]\n" * 9]
)
def test_hopeless_files_are_explained_too(tmp_path: Path, content: bytes) -> None:
    """Empty, not text, not a definition: an error in words, never a traceback."""
    (tmp_path / "protocol.toml").write_bytes(content)
    (tmp_path / "form.toml").write_bytes(content)
    assert faults(tmp_path)
    with pytest.raises(DefinitionErrors):
        load_form_file(tmp_path / "form.toml", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message", "remedy"),
    [
        ("rows = [", "lines = [", "has no 'rows'", 'Add rows = [["words", "words"]].'),
        (
            '["W2", "Irish"]',
            '["W2"]',
            "has a row of 1, 'W2', and 2 columns",
            "Give each row a cell for each column.",
        ),
        (
            '["W2", "Irish"]',
            '["W2", 2]',
            "'rows' should hold rows of words only",
            'Write [["words", "words"], …].',
        ),
        ('["W2", "Irish"]', "[]", "'rows' should hold rows of words only", 'Write [["words", "words"], …].'),
        (
            '["W2", "Irish"]',
            '"W2"',
            "'rows' should hold rows of words only",
            'Write [["words", "words"], …].',
        ),
    ],
)
def test_a_table_of_codes_has_rows_of_words(
    pack: Pack, old: str, new: str, message: str, remedy: str
) -> None:
    """As many as it has columns; another form than the Key Contacts form is read when it is opened."""
    folder = pack("cse_reporting_form.toml", (old, new))
    with pytest.raises(DefinitionErrors) as caught:
        load_form_file(folder / "cse_reporting_form.toml", folder)
    found = [error for error in caught.value.errors if message in error.message]
    assert [error.remedy for error in found] == [remedy]


def test_no_damage_to_a_pack_escapes_as_another_error(pack: Pack) -> None:
    """Lines dropped, doubled, swapped or torn at random: whole, or DefinitionErrors with lines that exist."""
    dice = random.Random(5)
    folder = pack()
    whole = {
        name: (folder / name).read_text("utf-8").split("\n")
        for name in ("protocol.toml", "key_contacts.toml")
    }
    caught = 0
    for _ in range(60):
        name = dice.choice(list(whole))
        lines = list(whole[name])
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(lines) - 1)
            match dice.randrange(4):
                case 0:
                    del lines[at]
                case 1:
                    lines.insert(at, lines[at])
                case 2:
                    lines[at], lines[at + 1] = lines[at + 1], lines[at]
                case 3:
                    lines[at] = lines[at][: len(lines[at]) // 2]
        (folder / name).write_text("\n".join(lines), "utf-8")
        told = loaded(folder)
        caught += bool(told)
        assert all(e.line >= 1 and e.message and e.remedy for e in told)
        assert all(e.line <= len(lines) for e in told if Path(e.file).name == name)
        (folder / name).write_text("\n".join(whole[name]), "utf-8")
    assert caught > 40


def test_words_over_many_lines_do_not_mislead_the_line_numbers() -> None:
    """What looks like a header or a key inside long text is text."""
    text = (
        'a = 1\nnote = """\n[[rule]]\nb = 2\n"""\n[[rule]]\nid = "x" # """\nc = [\n  "y",\n]\n'
        "[[rule]]\n[rule.sub]\nd = 1\n"
    )
    lines = locate(text)
    assert lines[("rule", 0)] == 6
    assert lines[("rule", 0, "id")] == 7
    assert lines[("a",)] == 1
    assert ("b",) not in lines
    assert line_of(lines, ("rule", 0, "c", 3)) == 8
    assert lines[("rule", 1, "sub", "d")] == 13


def test_another_form_holds_no_secret(pack: Pack) -> None:
    """The log would tell it; the Key Contacts form may, and its secret stays hidden there."""
    name = 'name = "family_name"\n'
    folder = pack("cse_reporting_form.toml", (name, f"{name}secret = true\n"))
    with pytest.raises(DefinitionErrors) as found:
        load_form_file(folder / "cse_reporting_form.toml", folder)
    assert [error.line for error in found.value.errors] == [
        (folder / "cse_reporting_form.toml").read_text("utf-8").split("secret = true")[0].count("\n") + 1
    ]
    assert "the log would show its answer" in str(found.value)
    assert any(field.secret for field in load_form_file(folder / "key_contacts.toml", folder).fields())
