"""18, "not in care before", and nobody said where they live: a person of 18 in care is a care leaver."""

from __future__ import annotations

from carerapp.domain.reading import read


def test_the_setting_is_asked_and_nothing_is_lost() -> None:
    """Open, not "no"; asked is where they live, which nobody has answered."""
    known = read({"age": 18, "care_leaver": "no"})
    assert known.reaches(("care_leaver",)) is None
    assert "care_leaver" not in known.questions("setting")
    assert "setting" in known.questions("setting")
    assert read({"age": 18, "care_leaver": "no", "setting": "home"}).reaches(("care_leaver",)) is False
    assert read({"age": 18, "care_leaver": "no", "setting": "foster"}).reaches(("care_leaver",)) is True
