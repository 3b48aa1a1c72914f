"""What a form of ours can't hold is refused by its cell, all of it in one run; or left out on purpose, and
said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms.workbooks import YES_NO, brought, made, whole

WHO = {"type": "text", "name": "who", "label": "Who?"}

REFUSED = [
    ({"type": "audio", "name": "a", "label": "A"}, "survey A3 (type): nothing here asks 'audio'"),
    (WHO | {"name": "a", "media::image": "a.png"}, "survey D3 (media::image): 'a.png' has no place here"),
    (
        WHO | {"name": "a", "relevant": "uuid() = 'x'"},
        "survey D3 (relevant): 'uuid() = 'x'': 'uuid()' is not worked out",
    ),
    (WHO | {"name": "a", "relevant": "../who = 'x'"}, "'../who' is a path"),
    (WHO | {"name": "a", "default": "today()"}, "survey D3 (default): 'today()' is worked out"),
    (
        WHO | {"name": "a", "required": "${who} = 'x'"},
        "survey D3 (required): '${who} = 'x'' is neither yes nor no",
    ),
    (
        WHO | {"name": "a", "appearance": "ex:org.example"},
        "survey D3 (appearance): 'ex:org.example' asks in another way",
    ),
    (WHO | {"name": "a", "trigger": "${who}", "calculation": "1"}, "survey D3 (trigger)"),
    (
        {"type": "select_one yn", "name": "a", "label": "A", "parameters": "randomize=true"},
        "survey D3 (parameters)",
    ),
    (
        {"type": "select_one_from_file a.csv", "name": "a", "label": "A"},
        "nothing here asks 'select_one_from_file a.csv'",
    ),
]


@pytest.mark.parametrize(("row", "says"), REFUSED)
def test_what_cannot_be_held_is_refused_by_its_cell(tmp_path: Path, row: dict[str, str], says: str) -> None:
    """With what ODK does and what to write instead, and 1 at the end."""
    came = brought(made(tmp_path / "a.xlsx", [WHO, row], YES_NO))
    assert came.code == 1
    assert says in came.said
    assert " ODK " in came.said


def test_all_of_it_in_one_run_and_nothing_written(tmp_path: Path) -> None:
    """Every cell of it; what stood at --out stays."""
    path = made(
        tmp_path / "a.xlsx", [WHO, *(row | {"name": f"x{n}"} for n, (row, _) in enumerate(REFUSED))], YES_NO
    )
    out = path.with_suffix(".toml")
    out.write_text("kept", "utf-8")
    came = brought(path)
    assert came.code == 1
    assert came.said.count("\n  ") >= len(REFUSED)
    assert out.read_text("utf-8") == "kept"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.toml", "a.xlsx"]


@pytest.mark.parametrize(
    ("survey", "says"),
    [
        ([{"type": "begin group", "name": "g", "label": "G"}, WHO], "Unmatched 'begin_group'"),
        ([WHO, {"type": "text", "name": "a", "label": "${nobody}"}], "Could not find the name 'nobody'"),
        ([{"type": "teleport", "name": "a", "label": "A"}], "Unknown question type 'teleport'"),
        (
            [{"type": "text", "name": "a b", "label": "A"}],
            "[row : 2] On the 'survey' sheet, the 'name' value is invalid",
        ),
        ([{"name": "a", "label": "A"}], "'type'"),
    ],
)
def test_what_odk_would_not_take_is_told_in_its_words(
    tmp_path: Path, survey: list[dict[str, str]], says: str
) -> None:
    """pyxform's own sentence, with its row."""
    came = brought(made(tmp_path / "a.xlsx", survey))
    assert came.code == 1
    assert says in came.said


@pytest.mark.parametrize("without", ["audio", "sound", "media::image,type", "audio,media::image"])
def test_what_is_left_out_on_purpose_is_said_in_the_file(tmp_path: Path, without: str) -> None:
    """By its name, its type or its column; in a comment, and in a key that `forms check` prints."""
    survey = [WHO, {"type": "audio", "name": "sound", "label": "Sound"}]
    if "media" in without:
        survey[0] = WHO | {"media::image": "a.png"}
    came = brought(made(tmp_path / "a.xlsx", survey), "--without", without)
    assert came.form is not None, came.said
    assert [f.name for f in came.form.fields()] == ["who"]
    assert len(came.form.left_out) == 1 + ("media" in without)
    assert came.text.startswith("# Left out on purpose (--without): survey ")


@pytest.mark.parametrize(
    ("relevant", "says"),
    [
        (
            "${seen} = 'Yes'",
            "survey D3 (relevant): 'Yes' is none of the choices of 'seen'. ODK finds it different",
        ),
        ("selected(${seen}, 'maybe') or ${seen} = 'no'", "'maybe' is none of the choices of 'seen'"),
        (
            "${seen} = 'yes' and ${seen} = 'no'",
            "survey D3 (relevant): '${seen} = 'yes' and ${seen} = 'no'' can never hold",
        ),
        ("${seen} = '' and ${seen} != ''", "can never hold"),
    ],
)
def test_a_condition_that_never_holds_is_found_by_trying(tmp_path: Path, relevant: str, says: str) -> None:
    """A choice that was renamed, two answers at once: by its cell, with the choices that there are."""
    survey = [
        {"type": "select_one yn", "name": "seen", "label": "Seen?"},
        WHO | {"relevant": relevant},
    ]
    came = brought(made(tmp_path / "a.xlsx", survey, YES_NO))
    assert came.code == 1
    assert says in came.said


@pytest.mark.parametrize(
    "relevant",
    [
        "${seen} = 'yes' or ${n} > 3",
        "${n} > 3 and ${n} < 4",
        "${n} = ''",
        "not(selected(${seen}, 'yes'))",
        "${n} != 2",
    ],
)
def test_a_condition_that_can_hold_is_none_of_these(tmp_path: Path, relevant: str) -> None:
    """Also where only a blank, or a number between two others, makes it true."""
    survey = [
        {"type": "select_one yn", "name": "seen", "label": "Seen?"},
        {"type": "decimal", "name": "n", "label": "N"},
        WHO | {"relevant": relevant},
    ]
    names = [field.name for field in whole(made(tmp_path / "a.xlsx", survey, YES_NO)).fields()]
    assert names == ["seen", "n", "who"]
