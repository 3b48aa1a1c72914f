"""Which words of a protocol belong on a screen: what applies, what may, and what a placing authority adds."""

from __future__ import annotations

from dataclasses import replace

from carerapp.domain.applying import Applying
from carerapp.domain.child import ChildFile
from forms.engine.conditions import parse_condition
from forms.packaged import load_protocol
from forms.protocol import Listed, Protocol, Wording
from tests.support.paper.build import missing, opened


def wording(id: str, when: str = "", place: str = "danger") -> Wording:
    """Words at a place."""
    condition = parse_condition(when) if when else None
    return Wording(id=id, text=id, source="§1", place=place, when=condition)  # type: ignore[arg-type]


def listed(id: str, when: str = "") -> Listed:
    """A list at the same place."""
    condition = parse_condition(when) if when else None
    return Listed(id=id, title=id, items=("one",), source="§1", place="danger", when=condition)


def parts(pack: str) -> Protocol:
    """A pack with these words and lists and no others."""
    words = (
        wording("always"),
        wording("elsewhere", place="decide"),
        wording("holds", "looked_after = yes"),
        wording("open", "at_risk = yes"),
        wording("not", "looked_after = no"),
    )
    lists = (listed("list"), listed("open list", "at_risk = yes"), listed("no list", "looked_after = no"))
    return replace(load_protocol(pack), wording=words, lists=lists)


def said(host: Protocol, placing: Protocol | None = None) -> list[tuple[str, str, bool]]:
    """Whose, which, and whether it is open."""
    log = missing(opened())
    log.answer("form", "date_of_birth", "2012-05-03")
    log.answer("profile", "care_leaver", "no")
    log.answer("profile", "looked_after", "yes")
    child = ChildFile("child", host, log.events, placing)
    found = Applying(child, child.episode("episode"), log.now).said("danger")
    return [(one.protocol.id, one.part.id, one.may) for one in found]


def test_words_come_before_lists_and_what_is_open_is_there() -> None:
    """What does not apply, and what belongs elsewhere, is not."""
    host = parts("hertfordshire")
    assert said(host) == [
        ("hertfordshire", "always", False),
        ("hertfordshire", "holds", False),
        ("hertfordshire", "open", True),
        ("hertfordshire", "list", False),
        ("hertfordshire", "open list", True),
    ]


def test_a_placing_authority_adds_what_says_when_it_holds() -> None:
    """The rest the host says too. Its words stand after the host's, its lists after the host's lists."""
    host, placing = parts("hertfordshire"), parts("liverpool")
    assert [one for one in said(host, placing) if one[0] == "liverpool"] == [
        ("liverpool", "holds", False),
        ("liverpool", "open", True),
        ("liverpool", "open list", True),
    ]
    assert [one[0] for one in said(host, placing)] == [
        *["hertfordshire"] * 3,
        *["liverpool"] * 2,
        *["hertfordshire"] * 2,
        "liverpool",
    ]


def test_words_are_found_by_their_place() -> None:
    """One place, or several; in the pack's order."""
    log = missing(opened())
    child = ChildFile("child", parts("hertfordshire"), log.events)
    applying = Applying(child, child.episode("episode"), log.now)
    assert [one.id for one in applying.words("decide")] == ["elsewhere"]
    assert [one.id for one in applying.words("decide", "danger")][:2] == ["always", "elsewhere"]
    assert applying.words() == ()
