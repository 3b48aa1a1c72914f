"""What is drawn on the crisis path is what the catalogues have: `make languages` puts it right."""

from __future__ import annotations

from tools.languages.catalogues import messages
from tools.languages.gather import gather


def test_every_sentence_of_the_crisis_path_is_in_the_list_and_no_other() -> None:
    """Drawn under every authority, at each moment of an evening."""
    said, listed = set(gather()), set(messages())
    assert sorted(said - listed) == [], "new: run make languages, and translate"
    assert sorted(listed - said) == [], "no longer said: run make languages"
