"""The catalogues: nothing missing, nothing stale, placeholders and numbers as they are, with fonts."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from carerapp.languages import LANGUAGES, catalogue_of
from carerapp.languages.catalogue import HERE
from carerapp.ui.typefaces import table
from tools.languages import catalogues
from tools.languages.catalogues import compiled, messages, translations, update

CODES = [language.code for language in LANGUAGES]
PLACEHOLDER, NUMBER = re.compile(r"\{[^}]*\}"), re.compile(r"\d+")
BUTTONS = ("Couldn't", "Doesn't apply")  # words on a button, which stay as they are where they are named
NAMES = ("Hertfordshire", "Key Contacts", "section 47", "EDT", "PDF")


def _wrong(code: str) -> list[str]:
    """What a catalogue has too little and too much."""
    has, said = translations(code), messages()
    return [
        *(f"no translation: {id}" for id in sorted(said) if not has.get(id, "").strip()),
        *(f"no longer said: {id}" for id in sorted(set(has) - set(said))),
    ]


@pytest.mark.parametrize("code", CODES)
def test_each_sentence_has_its_translation_and_no_other_one_is_there(code: str) -> None:
    """By the list of messages, which `make languages` writes."""
    assert len(messages()) > 400
    assert _wrong(code) == []


@pytest.mark.parametrize("code", CODES)
def test_placeholders_and_numbers_are_those_of_the_english(code: str) -> None:
    """999, 101, ages and minutes too: a number that is lost or added would be another rule."""
    pairs = translations(code).items()
    for what in (PLACEHOLDER, NUMBER):
        counted = [(id, Counter(what.findall(id)), Counter(what.findall(said))) for id, said in pairs]
        assert [id for id, english, other in counted if english != other] == []


@pytest.mark.parametrize("code", CODES)
def test_names_and_buttons_that_are_named_stay_english(code: str) -> None:
    """They are found under that name alone."""
    pairs = translations(code).items()
    lost = [(id, name) for id, said in pairs for name in NAMES if name in id and name not in said]
    lost += [(id, b) for id, said in pairs for b in BUTTONS if id == f"Tap {b}" and b not in said]
    lost += [(id, "") for id, said in pairs if id.startswith("Say “I") and "I don’t know" not in said]
    assert lost == []


@pytest.mark.parametrize("code", CODES)
def test_what_ships_is_what_the_translators_wrote(code: str) -> None:
    """The .mo file, to the byte."""
    assert (HERE / f"{code}.mo").read_bytes() == compiled(code)


@pytest.mark.parametrize("code", CODES)
def test_the_fonts_of_every_build_have_its_letters(code: str) -> None:
    """Each letter in one of the fonts that come with the app."""
    letters = {ord(letter) for said in translations(code).values() for letter in said}
    ranges = [pair for family, _, _, pairs in table() if "Bold" not in family for pair in pairs]
    assert [chr(one) for one in sorted(letters) if not any(low <= one <= high for low, high in ranges)] == []


def test_the_name_the_time_and_what_is_not_translated() -> None:
    """A line stands under all of the words or under none; the child may be called like a word of it."""
    polish = catalogue_of("pl")
    assert polish is not None
    assert polish.under("Is Kim in danger now?", "Kim") == "Czy Kim jest teraz w niebezpieczeństwie?"
    assert polish.under("Is Now in danger now?", "Now") == "Czy Now jest teraz w niebezpieczeństwie?"
    assert polish.under("Done\u00a022:40") == "Zrobione 22:40"
    assert polish.under("Done", "Done") == "Zrobione"
    assert polish.under("Blanks are fine.") == "Puste pola są w porządku."
    assert polish.under("Blanks are fine. A blue bike is gone.") == ""
    rang = "Telefon pod 999 o 22:40. Co się stało?"
    assert polish.under("You rang 999 at 22:40. What happened?") == rang
    assert polish.under("“I am a foster carer.") == "“Jestem rodzicem zastępczym."
    assert polish.under("") == ""
    assert catalogue_of("") is None
    assert catalogue_of("xx") is None


def test_urdu_ends_a_sentence_in_its_own_way() -> None:
    """The full stop is the language's."""
    urdu = catalogue_of("ur")
    assert urdu is not None
    assert urdu.under("Ring first.").endswith("۔")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogues in a folder where they may be changed."""
    for file in HERE.iterdir():
        if file.suffix in (".po", ".pot", ".mo"):
            shutil.copyfile(file, tmp_path / file.name)
    monkeypatch.setattr(catalogues, "HERE", tmp_path)
    monkeypatch.setattr(catalogues, "TEMPLATE", tmp_path / "messages.pot")
    monkeypatch.setattr("carerapp.languages.catalogue.HERE", tmp_path)
    catalogue_of.cache_clear()
    return tmp_path


def test_a_new_and_a_lost_sentence_are_named(copied: Path) -> None:
    """What is new waits, empty; what is no longer said is named until it is taken out."""
    said = {id: set(screens) for id, screens in messages().items()}
    catalogues.write_messages({**{id: s for id, s in said.items() if id != "Done"}, "Look up": {"step"}})
    assert _wrong("pl") == ["no translation: Look up", "no longer said: Done"]
    assert update("pl") == ["Look up"]
    assert _wrong("pl") == ["no translation: Look up"]
    assert translations("pl")["Keep looking"] == "Szukaj dalej"


def test_nobody_has_checked_them_until_somebody_signs(copied: Path) -> None:
    """In the header, by name and day; the signature stays when the catalogue is brought up to date."""
    try:
        assert [one.code for one in LANGUAGES if (c := catalogue_of(one.code)) and c.checked_by] == []
        file = copied / "uk.po"
        words = file.read_text("utf-8")
        file.write_text(
            words.replace("X-Checked-By: nobody yet", "X-Checked-By: O. Example, 2027-01-31"), "utf-8"
        )
        update("uk")
        (copied / "uk.mo").write_bytes(compiled("uk"))
        catalogue_of.cache_clear()
        ukrainian = catalogue_of("uk")
        assert ukrainian is not None
        assert ukrainian.checked_by == "O. Example, 2027-01-31"
    finally:
        catalogue_of.cache_clear()
