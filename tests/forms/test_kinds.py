"""The kinds of field: what is kept, what is said beside the field, what is shown."""

from __future__ import annotations

import pytest

from forms.engine.answers import NOT_KNOWN, Value
from forms.engine.kinds import KINDS, Phone, phone_numbers
from forms.engine.kinds.yes_no_comments import printed_comments, row, yes_no
from tests.forms.trying import TODAY, field, kept, said, shown


def test_the_table_names_every_kind() -> None:
    """Each kind stands under its own name."""
    assert set(KINDS) == {
        "text",
        "long_text",
        "date",
        "time",
        "date_time",
        "phones",
        "email",
        "yes_no",
        "yes_no_comments",
        "choice",
        "several",
        "table",
        "photo",
        "signature",
        "number",
        "integer",
        "decimal",
        "note",
        "calculate",
        "picture",
        "position",
    }
    assert all(kind.name == name for name, kind in KINDS.items())


@pytest.mark.parametrize("kind", KINDS)
def test_not_known_is_an_answer_of_every_kind(kind: str) -> None:
    """Answered, shown in words, and nothing to complain about; a blank is none of these."""
    assert KINDS[kind].is_answered(NOT_KNOWN)
    assert shown(kind, NOT_KNOWN) == "not known"
    assert KINDS[kind].check(NOT_KNOWN, field(kind), today=TODAY) is None
    blanks: list[Value] = ["", None, [], {}, "  \n "]
    for blank in blanks:
        assert not KINDS[kind].is_answered(blank)
        assert KINDS[kind].check(blank, field(kind), today=TODAY) is None
    assert shown(kind, None) == ""


# ------------------------------------------------------------------------------ words
def test_words_are_kept_as_they_were_written() -> None:
    """Spaces, new lines, right-to-left marks and joined emoji are the carer's own."""
    words = "  two  spaces\nשלום \u200fab\u202bc\u202c 👨‍👩‍👧  "
    assert kept("long_text", words) == words


def test_control_characters_are_taken_out_and_lines_kept() -> None:
    """What breaks files and documents goes; what a carer can see stays."""
    assert kept("long_text", "a\x00b\x1bc\r\nd\re\u2028f\tg") == "abc\nd\ne\nf\tg"
    assert kept("text", "a\ud800b") == "a\ufffdb"
    kept("text", "a\ud800b").encode("utf-8")


def test_a_line_of_words_is_shown_on_one_line() -> None:
    """A pasted name with a line break still stands alone on its line."""
    assert shown("text", "Example\nChild") == "Example Child"


def test_very_long_notes_are_kept_with_a_message() -> None:
    """200,000 letters: all kept, and the carer told."""
    words = "x" * 200_000
    assert kept("long_text", words) == words
    message = said("long_text", words)
    assert message is not None
    assert "200,000 letters" in message
    assert "saved" in message
    assert said("long_text", "x" * 100_000) is None


# ------------------------------------------------------------------------------ reaching people
def test_phone_numbers_are_found_in_any_words() -> None:
    """Several, however they are separated; spaces that do not break; odd ones offered too."""
    assert phone_numbers("07700 900123, 01632 960001") == [
        Phone("07700\u00a0900123", "+447700900123"),
        Phone("01632\u00a0960001", "+441632960001"),
    ]
    assert [p.dial for p in phone_numbers("07700900123/07700900456 or 07700900789\n+44 7700 900000")] == [
        "+447700900123",
        "+447700900456",
        "+447700900789",
        "+447700900000",
    ]
    assert [p.dial for p in phone_numbers("07700900123 07700900456")] == ["+447700900123", "+447700900456"]
    words = "Robin Example (team), 01632 960001, robin@example.org, room 12, or (020) 7946-0018"
    assert [p.dial for p in phone_numbers(words)] == ["+441632960001", "+442079460018"]
    assert [p.dial for p in phone_numbers("+1 202 555 0143")] == ["+12025550143"]
    assert len(phone_numbers("07700 900123, +447700900123, 07700900123")) == 1
    assert phone_numbers("101") == [Phone("101", "101")]
    assert phone_numbers("07700 9001") == [Phone("07700\u00a09001", "077009001", whole=False)]
    assert phone_numbers(NOT_KNOWN) == phone_numbers("") == phone_numbers("none yet") == []


def test_phone_numbers_stay_as_they_were_typed() -> None:
    """The officer reads what the carer wrote."""
    typed = "mum's old one: 07700 9OO123"
    assert kept("phones", typed) == typed
    assert shown("phones", typed) == typed


@pytest.mark.parametrize("typed", ["07700 9OO123", "ask Jo", "07700 900123 Jo"])
def test_letters_in_a_phone_number_are_questioned(typed: str) -> None:
    """Kept, with a message."""
    assert said("phones", typed) == (
        "There are letters in that phone number. It is saved as you wrote it. Check it before you ring."
    )


def test_odd_phone_numbers_are_questioned() -> None:
    """Too short or too long; a good one, and words that only say which it is, are not."""
    assert said("phones", "07700 9001") is not None
    assert said("phones", "0") is not None
    assert said("phones", "07700 900123 (mobile), 01632 960001 home") is None


@pytest.mark.parametrize("typed", ["a@example.org", "a.b+c@mail.example.org", "a@example.org; b@example.org"])
def test_good_addresses_are_not_questioned(typed: str) -> None:
    """One or several."""
    assert said("email", typed) is None


@pytest.mark.parametrize(
    "typed", ["a", "a@b", "a b@example.org c", "a@@example.org", "a@example..org", "a@.org", ".a@b.org"]
)
def test_odd_addresses_are_kept_and_questioned(typed: str) -> None:
    """An odd address may still be the right one."""
    assert kept("email", typed) == typed
    assert said("email", typed) == (
        "That may not be a whole email address. It is saved as you wrote it. Check it before you send."
    )


# ------------------------------------------------------------------------------ choosing
def test_yes_and_no() -> None:
    """In any case; other words are kept."""
    assert (kept("yes_no", " Yes"), kept("yes_no", "N"), kept("yes_no", "perhaps")) == (
        "yes",
        "no",
        "perhaps",
    )
    assert (shown("yes_no", "yes"), shown("yes_no", "perhaps")) == ("Yes", "perhaps")
    assert said("yes_no", "perhaps") is not None
    assert said("yes_no", "no") is None


def test_a_row_of_actions_prints_as_the_paper_does() -> None:
    """Couldn't and doesn't apply are No, in words too."""
    done = row("done", "loft too")
    assert (yes_no(done), printed_comments(done)) == ("Yes", "loft too")
    couldnt = row("couldnt", "shed is locked")
    assert (yes_no(couldnt), printed_comments(couldnt)) == ("No", "Couldn't: shed is locked")
    assert printed_comments(row("couldnt")) == "Couldn't."
    apply = row("doesnt_apply", "no CCTV")
    assert (yes_no(apply), printed_comments(apply)) == ("No", "Doesn't apply: no CCTV")
    assert yes_no(None) == yes_no(row("", "words only")) == ""
    assert shown("yes_no_comments", couldnt) == "No. Couldn't: shed is locked"
    assert not KINDS["yes_no_comments"].is_answered(row("", ""))
    assert KINDS["yes_no_comments"].is_answered(row("", "words only"))


def test_a_typed_row_of_actions_is_understood() -> None:
    """An outcome and words; words alone are kept as words."""
    assert kept("yes_no_comments", "couldn't: asleep") == row("couldnt", "asleep")
    assert kept("yes_no_comments", "Done") == row("done")
    assert kept("yes_no_comments", "in the loft: nothing") == row("", "in the loft: nothing")
    assert row("nonsense", "x") == {"outcome": "", "comments": "nonsense: x"}


def test_a_choice_is_kept_by_its_name() -> None:
    """By label or name; other words are kept and questioned."""
    assert kept("choice", "section 20") == kept("choice", "section_20") == "section_20"
    assert shown("choice", "section_20") == "Section 20"
    assert kept("choice", "Section 38") == shown("choice", "Section 38") == "Section 38"
    assert said("choice", "Section 38") is not None
    assert said("choice", "Section 20") is None


def test_several_choices_and_another() -> None:
    """Each once, and the words that fit none."""
    value = kept("several", "Section 31, section_20, Section 31, a tent")
    assert value == {"chosen": ["section_31", "section_20"], "other": "a tent"}
    assert shown("several", value) == "Section 31, Section 20, a tent"
    assert kept("several", shown("several", value)) == value
    assert not KINDS["several"].is_answered({"chosen": [], "other": " "})


def test_numbers() -> None:
    """Whole ones; words are kept; a number of five thousand figures does no harm."""
    assert kept("number", " 20 ") == 20
    assert kept("number", "about 20") == "about 20"
    assert kept("number", "9" * 5000) == "9" * 5000
    assert said("number", "about 20") is not None
    assert said("number", "-3") is not None
    assert said("number", "20") is None
    assert (shown("number", 20), shown("number", 0)) == ("20", "0")
    assert KINDS["number"].is_answered(0)


# ------------------------------------------------------------------------------ photo, signature
def test_a_photo_without_consent_or_from_social_media_is_questioned() -> None:
    """Kept in every case: on a bad episode any photo helps."""
    photo = {"photo": "id1", "consent": True, "taken_on": "2026-04-01", "not_social_media": True}

    def message(**changed: Value) -> str | None:
        return KINDS["photo"].check({**photo, **changed}, field("photo"), today=TODAY)

    assert message() is None
    assert "agree" in (message(consent=False) or "")
    assert "agree" in (message(consent=None) or "")
    assert "social media" in (message(not_social_media=False) or "")
    assert "future" in (message(taken_on="2027-04-01") or "")
    assert shown("photo", photo) == "Photo taken 1 April 2026"
    assert shown("photo", {"photo": "id1"}) == "Photo, day not known"
    assert not KINDS["photo"].is_answered({"photo": "", "consent": True})


def test_a_signature_is_a_name_and_a_time() -> None:
    """Shown together; a time to come is questioned."""
    assert kept("signature", "A. Carer") == {"name": "A. Carer", "at": ""}
    signed = {"name": "A. Carer", "at": "2026-07-04T22:40:00+01:00"}
    assert shown("signature", signed) == "A. Carer, 4 July 2026, 22:40"
    assert KINDS["signature"].check(signed, field("signature"), today=TODAY) is None
    later = {**signed, "at": "2027-07-04T22:40:00+01:00"}
    assert KINDS["signature"].check(later, field("signature"), today=TODAY) is not None
    assert not KINDS["signature"].is_answered({"name": " ", "at": ""})
