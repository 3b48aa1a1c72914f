"""A typing mistake in coverage.toml is told with its line and how to put it right."""

from __future__ import annotations

import pytest

from forms.engine.errors import DefinitionErrors
from forms.engine.locate import locate
from tests.forms.coverage.procedures import answered, parsed


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("carried_by", "caried_by", 7, "unknown key 'caried_by'. Did you mean 'carried_by'?"),
        ("known_by", "known_bye", 1, "This file has no 'known_by'. Add known_by = \"words\"."),
        (
            "lines = [5, 6]",
            "lines = [6, 5]",
            7,
            "should be the first and the last line. Write lines = [12, 14].",
        ),
        (
            "lines = [5, 6]",
            "lines = [5]",
            7,
            "should be the first and the last line. Write lines = [12, 14].",
        ),
        ("lines = [5, 6]", 'lines = "5"', 7, "'lines' should be [12, 14]. Write lines = [12, 14]."),
        ("lines = [5, 6], ", "", 7, "has no 'lines'. Add lines = [12, 14]."),
        ('digest = "', 'digest = "x', 7, "is not a digest of eight digits. Let --draft write it."),
        ('carried_by = ["ANY-1"]', "carried_by = []", 7, "does not say in one way what becomes of it. Give"),
        ('carried_by = ["ANY-1"]', "todo = false", 7, "does not say in one way what becomes of it. Give"),
        ('["ANY-1"]', '["ANY-1"], todo = true', 7, "does not say in one way what becomes of it. Give"),
        ('["ANY-1"]', '["ANY-1"], not_carers = "no"', 7, "does not say in one way what becomes of it. Give"),
        ('["ANY-1"]', '"ANY-1"', 7, "Write carried_by = ["),
        ('carried_by = ["ANY-1"]', 'not_carers = " "', 7, "gives no reason. Say in a few words"),
        (
            'carried_by = ["ANY-1"]',
            f'not_carers = "{"why " * 13}"',
            7,
            "has a long reason. Say it in 12 words.",
        ),
        ('begins = "', f'begins = "{"word " * 9}', 7, "is copied too far. Keep the first six words."),
        ("sentence = [", "sentences_ = [", 6, "unknown key 'sentences_'. Did you mean 'sentences'?"),
        ("sentence = [", "sentence = ", 6, "This is not TOML"),
    ],
)
def test_each_fault_is_named_with_its_line_and_remedy(old: str, new: str, line: int, told: str) -> None:
    """In the first sentence, or above it."""
    good = answered()
    assert old in good
    with pytest.raises(DefinitionErrors) as caught:
        parsed(good.replace(old, new, 1))
    found = [str(error) for error in caught.value.errors]
    assert any(fault.startswith(f"anyshire/coverage.toml:{line}: ") and told in fault for fault in found), (
        found
    )


def test_a_fault_in_a_later_sentence_is_told_there() -> None:
    """Each inline table has its line."""
    lines = answered().split("\n")
    lines[10] = lines[10].replace("carried_by", "carried")
    with pytest.raises(DefinitionErrors, match=r"coverage\.toml:11: "):
        parsed("\n".join(lines))


def test_no_file_is_a_fault() -> None:
    """A pack without one has accounted for nothing."""
    with pytest.raises(DefinitionErrors, match="This file says nothing"):
        parsed("")


def test_inline_tables_are_located() -> None:
    """Those that begin a line; what stands behind the array is found where it is."""
    text = 'a = [\n  { b = 1 },\n  # c\n  { b = 2 },\n]\n[[d]]\ne = [\n{ f = "]" }\n]\ng = 1\n'
    assert {path: line for path, line in locate(text).items() if path} == {
        ("a",): 1,
        ("a", 0): 2,
        ("a", 1): 4,
        ("d", 0): 6,
        ("d", 0, "e"): 7,
        ("d", 0, "e", 0): 8,
        ("d", 0, "g"): 10,
    }
