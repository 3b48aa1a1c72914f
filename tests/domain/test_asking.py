"""A fact that is missing is asked in its own words, else in those of the form that asks it."""

from __future__ import annotations

from carerapp.domain.asking import question_words
from forms.packaged import load_protocol


def test_a_fact_that_no_form_asks_is_asked_by_its_name() -> None:
    """Without the marks that join its words."""
    assert question_words("seen_by_the_old_mill", ()) == "seen by the old mill"


def test_a_fact_of_a_form_is_asked_in_the_forms_words() -> None:
    """Those of the first form that has it."""
    pack = load_protocol("hertfordshire")
    assert question_words("police_reference", [pack]) == pack.episode.field("police_reference").question
