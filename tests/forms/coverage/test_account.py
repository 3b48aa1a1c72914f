"""coverage.toml held against its source and its pack: what is not accounted for is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forms.coverage.procedures import PROCEDURE, accounted, answered, drafted, listed, parsed

WORDS = [n for n, word in enumerate(PROCEDURE.split(" ")) if any(letter.isalpha() for letter in word)]


def test_all_is_accounted_for() -> None:
    """Each sentence has an answer that stands in the pack: with the text, and without it."""
    for text in (PROCEDURE, None):
        account = accounted(answered(), text)
        assert (account.sentences, account.carried, account.not_carers, account.faults) == (5, 5, 0, ())


def test_what_nobody_has_looked_at_is_named() -> None:
    """With its place, its line in the source and its first words."""
    for text in (PROCEDURE, None):
        account = accounted(drafted(), text)
        assert len(account.todo) == len(account.unaccounted) == account.sentences == 5
        assert account.todo[0] == (
            "anyshire/coverage.toml:7: nobody has looked at it: line 5, “Unless the child is in danger,”"
        )
        assert account.wrong == ()


def test_a_should_that_is_taken_out_is_noticed() -> None:
    """The sentence has changed; the same line of the account says which."""
    account = accounted(answered(), PROCEDURE.replace("carers should look", "carers look"))
    assert len(account.changed) == 1
    assert account.changed[0].startswith("anyshire/coverage.toml:7: the words have changed: “Unless")
    assert account.missing == account.gone == ()


def test_a_must_without_which_nothing_obliges_is_noticed() -> None:
    """A sentence that no longer counts is gone."""
    old, new = "the carer must ring the police without", "many of them stay with their friends or"
    account = accounted(answered(), PROCEDURE.replace(old, new).replace(" delay.", " family."))
    assert [fault.split(": ", 1)[1] for fault in account.gone] == [
        "the source no longer says it: “If nobody knows where the child”"
    ]


@pytest.mark.parametrize("line", range(PROCEDURE.count("\n")))
def test_a_sentence_that_is_added_is_noticed(line: int) -> None:
    """Wherever it is put: it has no line, or those around it have changed."""
    lines = PROCEDURE.split("\n")
    account = accounted(answered(), "\n".join([*lines[:line], "Carers must ring the office.", *lines[line:]]))
    assert account.missing or account.changed
    assert account.faults


@given(st.sampled_from(WORDS))
def test_no_word_is_lost_unseen(at: int) -> None:
    """Any word of the text, also of a sentence that does not count."""
    words = PROCEDURE.split(" ")
    account = accounted(answered(), " ".join([*words[:at], *words[at + 1 :]]))
    assert account.faults


@given(st.sampled_from(["’", "•", "  ", "\n", "“", "-"]), st.integers(0, 60))
def test_other_marks_are_no_other_words(mark: str, at: int) -> None:
    """Quotation marks, hyphens, spaces and ends of lines make no difference to a sentence's digest."""
    sentence = "Unless the child is in danger, carers should look for the child."
    changed = f"{sentence[:at]}{mark}{sentence[at:]}" if mark != "\n" else sentence.replace(" ", "\n", 1)
    account = accounted(answered(sentence), changed)
    assert account.changed == account.gone == account.missing == ()


def test_a_name_that_the_pack_has_not_is_named() -> None:
    """With what it may have meant; with the text and without."""
    for text in (PROCEDURE, None):
        account = accounted(answered().replace('"ANY-1"', '"ANY-2"', 1), text, ("ANY-1", "step:search"))
        assert account.strange == (
            "anyshire/coverage.toml:7: 'ANY-2' is not in the pack. Did you mean 'ANY-1'?",
        )
        assert account.faults == account.strange


def test_a_name_like_no_other_is_named_too() -> None:
    """Nothing is offered then."""
    account = accounted(answered().replace('"ANY-1"', '"form:x"', 1))
    assert account.strange == (
        "anyshire/coverage.toml:7: 'form:x' is not in the pack. Name what the pack has.",
    )


def test_without_the_text_a_line_that_is_lost_or_changed_is_noticed() -> None:
    """The list is not the one that was recorded: one line less, two changed about, another digest."""
    lines = answered().split("\n")
    less, swapped = [*lines[:6], *lines[7:]], [*lines[:6], lines[7], lines[6], *lines[8:]]
    digest = parsed(answered()).entries[0].digest
    changed = [line.replace(digest, "00000000") for line in lines]
    for written in (less, swapped, changed):
        (fault,) = accounted("\n".join(written), None).faults
        assert fault.startswith("anyshire/coverage.toml:1: the sentences are not those recorded")
    assert len(accounted("\n".join(swapped), PROCEDURE).faults) == 1


def test_line_numbers_are_the_texts() -> None:
    """A text that begins with an empty line says the same elsewhere."""
    account = accounted(answered(), "\n" + PROCEDURE)
    assert account.other == (
        "anyshire/coverage.toml:7: some line numbers are not the source's. Write them with --draft.",
    )


def test_what_is_said_twice_is_accounted_for_twice() -> None:
    """Two sentences of the same words have two lines."""
    text = "Carers must ring. Many do.\nCarers must ring. Many do.\n"
    assert len(listed(text)) == 2
    assert accounted(answered(text), text).faults == ()
    once = accounted(answered(text), text.split("\n")[0])
    assert len(once.gone) == 1
