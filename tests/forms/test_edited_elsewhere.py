"""A form of ours that went out, and was changed in another tool: the change comes back, or is refused by
its cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.interchange import workbook
from forms.interchange.xlsform import xlsform
from forms.packaged import load_form, load_form_file
from tests.forms.workbooks import bare, brought, edited, whole

FORM = "hertfordshire/cse_reporting_form"
SMALL = """id = "hertfordshire/small"
version = 1
title = "Small"
authority = "Hertfordshire"
source = "A form of a test"
review = "2027-05-31"
notices = ["Ring 999 first."]

[[section]]
name = "one"
label = "One"
short = "One"

[[section.field]]
name = "height"
type = "number"
label = "How tall?"

[[section.field]]
name = "seen"
type = "yes_no"
label = "Seen?"
group = "Who saw them"

[[section.field]]
name = "where"
type = "text"
label = "Where?"
group = "Who saw them"
relevant = "seen = yes and answered(height)"
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small form as a workbook."""
    definition = tmp_path / "small_form.toml"
    definition.write_text(SMALL, "utf-8")
    path = tmp_path / "small.xlsx"
    workbook.save(xlsform(load_form_file(definition, tmp_path)), path)
    return path


def test_untouched_it_comes_back_as_it_was(small: Path, tmp_path: Path) -> None:
    """Every word of it."""
    assert bare(whole(small)) == bare(load_form_file(tmp_path / "small_form.toml", tmp_path))


@pytest.mark.parametrize(
    ("find", "cells", "says"),
    [
        (
            {"name": "notice_1"},
            {"label": "Ring 101 first."},
            "(label): 'Ring 101 first.' was 'Ring 999 first.'",
        ),
        ({"name": "group_seen"}, {"label": "Who was there"}, "(label): 'Who was there' was 'Who saw them'"),
        ({"name": "notice_1"}, {"type": "text"}, "(type): 'text' was 'note'"),
        ({"name": "notice_1"}, {"relevant": "${seen} = 'yes'"}, "(relevant): '${seen} = 'yes'' was ''"),
    ],
    ids=["a notice", "the label of an inner group", "a notice made a question", "a notice under a condition"],
)
def test_a_change_that_cannot_come_back_is_refused(
    small: Path, find: dict[str, str], cells: dict[str, str], says: str
) -> None:
    """By its cell, with what stood there."""
    edited(small, "survey", find, **cells)
    came = brought(small)
    assert came.code == 1
    assert says in came.said
    assert "Nothing was written" in came.said


def test_another_type_comes_back(small: Path) -> None:
    """As it would from any tool."""
    edited(small, "survey", {"name": "height"}, type="text")
    assert whole(small).field("height").kind == "text"


def test_another_name_comes_back_with_its_answers(small: Path) -> None:
    """What was answered under the earlier name stands under the new one, and conditions ask by it."""
    edited(small, "survey", {"name": "height"}, name="how_tall")
    edited(small, "survey", {"name": "where"}, relevant="(selected(${seen}, 'yes') and ${how_tall} != '')")
    form = whole(small)
    assert form.field("how_tall").was == ("height",)
    where = form.field("where").relevant
    assert where is not None
    assert set(where.names) == {"seen", "how_tall"}


def test_a_required_that_was_added_comes_back(small: Path) -> None:
    """Also where the column was not there."""
    edited(small, "survey", {"name": "where"}, required="yes", constraint="string-length(.) > 2")
    field = whole(small).field("where")
    assert field.required
    assert field.constraint is not None


def test_a_new_note_and_a_new_question_come_back(small: Path) -> None:
    """Where they stand."""
    from openpyxl import load_workbook

    book = load_workbook(small)
    page = book["survey"]
    head = [cell.value for cell in page[1]]
    at = next(row[0].row for row in page.iter_rows() if row[head.index("name")].value == "height") + 1
    page.insert_rows(at, 2)
    for row, cells in enumerate([("note", "read", "Read this."), ("text", "more", "More?")], at):
        for key, words in zip(("type", "name", "label"), cells, strict=True):
            page.cell(row, head.index(key) + 1, words)
    book.save(small)
    assert [(f.name, f.kind) for f in whole(small).sections[0].fields] == [
        ("height", "number"),
        ("read", "note"),
        ("more", "text"),
        ("seen", "yes_no"),
        ("where", "text"),
    ]


def test_a_choice_that_all_yes_or_no_questions_share_is_refused(small: Path) -> None:
    """`yes_no` is one list for all of them, with two answers."""
    from openpyxl import load_workbook

    book = load_workbook(small)
    book["choices"].append(["yes_no", "maybe", "Maybe"])
    book.save(small)
    came = brought(small)
    assert came.code == 1
    assert "the row 'yes_no maybe' was added" in came.said


def test_a_row_of_ours_that_was_taken_out_is_told(small: Path) -> None:
    """A notice is printed on the form: it is not lost with its row."""
    from openpyxl import load_workbook

    book = load_workbook(small)
    page = book["survey"]
    page.delete_rows(next(row[0].row for row in page.iter_rows() if row[1].value == "notice_1"))
    book.save(small)
    came = brought(small)
    assert came.code == 1
    assert "the row 'notice_1' was taken out" in came.said


def test_a_cell_of_ours_that_is_no_json_is_named(small: Path) -> None:
    """By its cell."""
    edited(small, "survey", {"name": "height"}, carer_kind="number")
    came = brought(small)
    assert came.code == 1
    assert "(carer_kind): 'number' is not what this app writes there" in came.said


def test_a_title_and_a_label_come_back(tmp_path: Path) -> None:
    """Of a whole form."""
    path = tmp_path / "form.xlsx"
    workbook.save(xlsform(load_form(FORM)), path)
    edited(path, "settings", {}, form_title="Another title", version="7")
    form = whole(path)
    assert (form.title, form.version) == ("Another title", 7)
