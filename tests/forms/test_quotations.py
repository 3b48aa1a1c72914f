"""Everything that claims to be an authority's own words is looked up in its text.

Where the texts are not at hand, it is compared with what was found in them (`forms.coverage.recorded`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forms.coverage.quotations import (
    Quotation,
    changed,
    of_form,
    of_protocol,
    plain,
    strange,
)
from forms.coverage.recorded import known_by, recorded, source_of
from forms.coverage.sources import found
from forms.packaged import available, load_form, load_protocol

IDS = [each.id for each in available()]
FORMS = sorted(form for id in IDS for form in load_protocol(id).forms)


def compared(of: str, quotations: Iterator[Quotation], folder: Path | None) -> list[str]:
    """Where words stand that are not the authority's; looked up in the text too, where that is at hand."""
    said = list(quotations)
    assert said, of
    otherwise = changed(said, recorded()[of])
    if folder is None:
        return otherwise
    return otherwise + [where for where, _ in strange(said, source_of(of.partition("/")[0], folder))]


@pytest.mark.parametrize("id", IDS)
def test_quotations_are_the_procedures_own_words(id: str) -> None:
    """Rules, steps, decisions, wordings, meetings, numbers and addresses: each piece stands in the text."""
    assert compared(id, of_protocol(load_protocol(id)), found()) == []


@pytest.mark.parametrize("id", FORMS)
def test_labels_of_the_other_forms_are_the_forms_own_words(id: str) -> None:
    """Each label, choice, notice and note; our own questions apart."""
    assert compared(id, of_form(load_form(id)), found()) == []


def test_every_rule_and_every_form_is_compared() -> None:
    """What is recorded names each rule of each protocol, and each form; nothing more."""
    there = recorded()
    assert there.keys() == {*IDS, *FORMS}
    for id in IDS:
        rules = {where.removeprefix("rule ") for where in there[id] if where.startswith("rule ")}
        assert rules == set(load_protocol(id).rules)


def test_a_changed_word_is_found_with_the_text_and_without(tmp_path: Path) -> None:
    """In a rule and in a telephone number, and nowhere else."""
    good = load_protocol("hertfordshire")
    rule, police = good.rules["HER-C2"], good.contact("police")
    text = " ".join([known_by(good.id), *(words for _, words in of_protocol(good))])
    (tmp_path / "hertfordshire.txt").write_text(text.replace("[…]", " "), "utf-8")
    bad = replace(
        good,
        rules={**good.rules, rule.id: replace(rule, quote=rule.quote.replace("friends", "neighbours"))},
        contacts=tuple(replace(c, value="998") if c is police else c for c in good.contacts),
    )
    assert compared(good.id, of_protocol(good), None) == []
    assert sorted(compared(good.id, of_protocol(bad), None)) == ["contact police", "rule HER-C2"]
    assert set(compared(good.id, of_protocol(bad), tmp_path)) == {"contact police", "rule HER-C2"}
    assert [where for where, _ in strange(of_protocol(bad), source_of(good.id, tmp_path))] == [
        "rule HER-C2",
        "contact police",
    ]


def test_only_words_are_compared() -> None:
    """Lines, hyphens, bullets and the shape of quotation marks are no part of a quotation; letters are."""
    assert plain("• A “child’s”\nre-turn") == plain('a "child\'s" return')
    assert plain("missing") != plain("absent")
