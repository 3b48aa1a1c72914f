"""Under which ids this device's feeds stand, as it is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from carerapp.domain.feeds import device_of
from carerapp.domain.json_value import Json
from carerapp.domain.own_feed import OwnFeed
from tests.domain.any_json import JSON

WORDS = st.text("0123456789abcdef", min_size=1, max_size=32)


@given(WORDS, st.lists(st.tuples(WORDS, st.booleans()), max_size=4), st.dictionaries(WORDS, WORDS))
def test_it_is_read_as_it_is_kept(first: str, more: list[tuple[str, bool]], shown: dict[str, str]) -> None:
    """Each new id follows from its word; one under which nothing was written needs nobody to name it."""
    own = OwnFeed.read(None, first)
    assert own == OwnFeed(device_of(first))
    for word, written in more:
        before, own = own, own.anew(word, written=written)
        assert own.device == device_of(word)
        assert own.former == ((before.device, *before.former) if written else before.former)
    assert OwnFeed.read(own.knows(shown).to_json(), first) == own.knows(shown)


@given(JSON)
def test_whatever_is_kept_is_read(kept: Json) -> None:
    """What is none of it is nothing."""
    assert OwnFeed.read(kept, "word").device


def test_who_showed_it_is_known() -> None:
    """By this device's id there."""
    own = OwnFeed.read(None, "word").knows({f"{'0d' * 8} {'0c' * 16}": "0e" * 32})
    assert (own.put_back("0d" * 8), own.put_back("0a" * 8)) == (True, False)
