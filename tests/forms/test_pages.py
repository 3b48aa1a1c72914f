"""A long section in pages of one subject each: every question once, in the form's order."""

from __future__ import annotations

import pytest

from forms.engine.definition import Form
from forms.engine.errors import DefinitionError
from forms.engine.form_reader import read_form
from forms.engine.pages import pages_of
from forms.engine.reader import Source
from forms.packaged import load_protocol

HEAD = """
id = "try/one"
version = 1
title = "One"
authority = "Try"
source = "Nowhere"
review = "2027-05-31"
[[section]]
name = "all"
label = "All"
short = "All of it"
"""


def read(text: str) -> tuple[Form, list[DefinitionError]]:
    source = Source("one.toml", text)
    return read_form(source), source.errors


def form_of(text: str) -> Form:
    form, errors = read(text)
    assert not errors
    return form


def test_a_key_about_looks_that_is_not_known_is_passed_over() -> None:
    """A later app's pack still opens in this one; any other unknown key is refused."""
    assert read(HEAD.replace("version = 1", "version = 1\nlook_wide = true"))[1] == read(HEAD)[1]
    _, errors = read(HEAD.replace("version = 1", "version = 1\nlook = true"))
    assert "unknown key 'look'" in " ".join(str(error) for error in errors)


def section(more: str, *questions: str) -> str:
    fields = (f'[[section.field]]\nname = "{q}"\ntype = "text"\nlabel = "{q}"\n' for q in questions)
    return HEAD + more + "\n" + "".join(fields)


def pages(form: Form) -> list[tuple[str, list[str]]]:
    (only,) = form.sections
    return [(page.title, [f.name for f in page.fields]) for page in pages_of(only)]


PACKS = ("hertfordshire", "liverpool", "portsmouth", "staffordshire_stoke", "stoke_on_trent_2016")


@pytest.mark.parametrize("pack", PACKS)
def test_every_question_of_a_shipped_form_is_asked_on_one_page(pack: str) -> None:
    """None twice, none left out; a question that belongs to another stands on its page."""
    form = load_protocol(pack).key_contacts
    for one in form.sections:
        found = [field.name for page in pages_of(one) for field in page.fields]
        assert sorted(found) == sorted(field.name for field in one.fields)
        on = {field.name: page.title for page in pages_of(one) for field in page.fields}
        assert all(on[f.name] == on[f.part_of] for f in one.fields if f.part_of)


def test_the_long_sections_are_short_pages_and_the_closing_one_stays_whole() -> None:
    """24 questions were 5,300 pixels on a phone: no page asks more than six."""
    form = load_protocol("hertfordshire").key_contacts
    calm = [s for s in form.sections if s.answered_in == "form"]
    assert [len(pages_of(s)) for s in calm] == [5, 3, 4, 2, 1]
    assert max(len(page.fields) for s in calm for page in pages_of(s)) == 6


def test_a_page_asks_in_the_forms_order() -> None:
    """However its questions are named in the definition; what is part of a question comes with it."""
    told = 'pages = [{ title = "B", fields = ["d", "b"] }, { title = "A", fields = ["c", "a"] }]'
    text = section(told, "a", "b", "c", "d") + (
        '[[section.field]]\nname = "more"\ntype = "text"\nplain = "more"\npart_of = "b"\n'
    )
    assert pages(form_of(text)) == [("B", ["b", "d", "more"]), ("A", ["a", "c"])]


def test_without_pages_a_sub_heading_begins_one() -> None:
    """What stands before the first has the section's own title."""
    text = section("", "a", "b", "c").replace('label = "b"', 'label = "b"\nheading = "Description"')
    assert pages(form_of(text)) == [("All of it", ["a"]), ("Description", ["b", "c"])]
    text = text.replace('label = "a"', 'label = "a"\nheading = "First"')
    assert pages(form_of(text)) == [("First", ["a"]), ("Description", ["b", "c"])]


def test_without_either_it_stays_whole() -> None:
    """No number of questions makes a page."""
    many = [f"q{n}" for n in range(40)]
    assert pages(form_of(section("", *many))) == [("All of it", many)]


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ('[{ title = "A", fields = ["a", "x"] }, { title = "B", fields = ["b"] }]', "a page with 'x'"),
        ('[{ title = "A", fields = ["a", "b"] }, { title = "B", fields = ["b"] }]', "asks 'b' on two"),
        ('[{ title = "A", fields = ["a"] }]', "asks 'b' on no page"),
        ('[{ title = "A", fields = [] }, { title = "B", fields = ["a", "b"] }]', "'fields' holds nothing"),
        ('[{ fields = ["a", "b"] }]', "has no 'title'"),
    ],
)
def test_a_fault_in_the_pages_is_told_at_its_line(told: str, fault: str) -> None:
    """A page with a question that is not there, twice, or one that nobody would be asked."""
    _, found = read(section(f"pages = {told}", "a", "b"))
    assert [fault in str(error) for error in found] == [True], found
    assert found[0].line == 12, found
