"""What of a pack may carry a sentence: every part that has a name, and every question of its forms."""

from __future__ import annotations

import pytest

from forms.coverage.carriers import carriers
from forms.packaged import load_form, load_protocol


@pytest.mark.parametrize(
    "name",
    [
        "HER-A1",
        "step:k1_follow",
        "inform:border_agency",
        "contact:halo",
        "criterion:looked_after",
        "duty:HER-T1",
        "decision:HER-D1",
        "risk_level:High Risk",
        "form:cse_reporting_form",
        "form:key_contacts",
        "field:k1_follow",
        "field:key_contacts/accent",
        "field:cse_reporting_form/agency",
        "unconfirmed:overnight_starts",
        "script",
        "heightened_risk",
        "outside",
        "counts",
    ],
)
def test_what_the_pack_has_is_known(name: str) -> None:
    """By the key under which it stands in TOML, and its name there."""
    assert name in carriers(load_protocol("hertfordshire"), load_form)


@pytest.mark.parametrize(
    "name",
    ["HER-A9", "STS-C1", "step:none", "HER", "rule:HER-A1", "id", "title", "forms", "form:episode@1", ""],
)
def test_what_it_has_not_is_not(name: str) -> None:
    """Another authority's rules, what only names the pack, what is misspelt."""
    assert name not in carriers(load_protocol("hertfordshire"), load_form)
