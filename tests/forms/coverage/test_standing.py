"""Where a quotation stands is said as a file and a line."""

from __future__ import annotations

import pytest

from forms.coverage.quotations import of_pack
from forms.coverage.standing import standing
from forms.engine.files import Files
from forms.packaged import AUTHORITIES, WITH_THE_APP, available, folder

PROTOCOL = """title = "Any"
heightened_risk = [
  "Debt",
]

[[rule]]
id = "ANY-1"

[[risk_level]]
name = "High Risk"

[[decision]]
rule = "ANY-1"
"""
FORM = """closing_notices = ["Send it on."]
references = [
  { title = "Ethnicity Codes", rows = [] },
]

[[section]]
name = "child"
"""


@pytest.mark.parametrize(
    ("of", "where", "found"),
    [
        ("any", "rule ANY-1", "protocol.toml:6"),
        ("any", "decision ANY-1", "protocol.toml:12"),
        ("any", "risk_level High Risk", "protocol.toml:9"),
        ("any", "heightened_risk", "protocol.toml:2"),
        ("any", "rule ANY-2", "protocol.toml:1"),
        ("any/form", "any/form child", "form.toml:6"),
        ("any/form", "any/form Ethnicity Codes", "form.toml:3"),
        ("any/form", "any/form", "form.toml:1"),
    ],
)
def test_a_quotation_is_found_by_its_kind_and_name(of: str, where: str, found: str) -> None:
    """The head of the file where nothing bears that name."""
    texts = {"protocol.toml": PROTOCOL.encode(), "form.toml": FORM.encode()}
    assert standing(Files("any", texts.get), of, where) == f"any/{found}"


@pytest.mark.parametrize("id", [each.id for each in available()])
def test_every_quotation_of_a_pack_has_its_line(id: str) -> None:
    """Beyond the first line of a file: that is said where nothing was found."""
    files = folder(AUTHORITIES.joinpath(id)).own
    said = of_pack(WITH_THE_APP.protocol(id), WITH_THE_APP.form)
    places = {(of, where): standing(files, of, where) for of, words in said.items() for where, _ in words}
    assert places
    assert not [place for place, found in places.items() if found.endswith(":1")]
