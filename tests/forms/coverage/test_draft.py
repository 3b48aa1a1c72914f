"""coverage.toml is brought up to date, and what was written stays."""

from __future__ import annotations

from tests.forms.coverage.procedures import HEAD, PROCEDURE, accounted, answered, drafted, parsed


def test_a_line_for_each_sentence_in_the_sources_order() -> None:
    """Below what was written at the top; with what is recorded of the text."""
    made = drafted(written=f"# Anyshire's\n{HEAD}")
    assert made.startswith('# Anyshire\'s\nknown_by = "The procedure of Anyshire"\nwords = "')
    assert [entry.lines for entry in parsed(made).entries] == [(5, 6), (6, 6), (9, 10), (11, 11), (12, 15)]
    assert all(entry.todo for entry in parsed(made).entries)
    assert accounted(made).wrong == ()


def test_a_second_time_changes_nothing() -> None:
    """Not a byte."""
    made = answered()
    assert drafted(written=made) == made


def test_what_was_written_stays() -> None:
    """Answers, comments above a line, and what stands below the list."""
    made = drafted().replace("todo = true", 'not_carers = "for the police"', 1)
    lines = made.split("\n")
    made = "\n".join([*lines[:6], "  # 2.1", *lines[6:-1], "# the end", ""])
    again = drafted("Many are found.\n" + PROCEDURE, made)
    assert again.split("\n")[6] == "  # 2.1"
    assert parsed(again).entries[0].not_carers == "for the police"
    assert parsed(again).entries[0].lines == (6, 7)
    assert again.endswith("]\n# the end\n")


def test_a_new_sentence_comes_where_the_source_has_it() -> None:
    """Still to be looked at."""
    text = PROCEDURE.replace("2.2 If", "2.15 They must tell the office.\n2.2 If")
    entries = parsed(drafted(text, answered())).entries
    assert [entry.begins for entry in entries if entry.todo] == ["They must tell the office."]
    assert entries[4].todo


def test_an_answer_whose_sentence_is_gone_stays_to_be_seen() -> None:
    """Where it was; what nobody had looked at goes."""
    text = PROCEDURE.replace("Ask friends of the child\n", "")
    kept = drafted(text, answered())
    assert [entry.begins for entry in parsed(kept).entries][3] == "Ask friends of the child"
    assert len(accounted(kept, text).gone) == 1
    assert len(parsed(drafted(text, drafted())).entries) == 4


def test_an_answer_stays_before_what_follows_the_first() -> None:
    """The first of all, too."""
    text = PROCEDURE.replace(
        "Unless the child is in danger, carers should look for the child them-\nselves. ", ""
    )
    kept = drafted(text, answered())
    assert parsed(kept).entries[0].begins == "Unless the child is in danger,"
    assert len(accounted(kept, text).gone) == 1
