"""What is asked when, in a whole form: each fault is named."""

from __future__ import annotations

import pytest

from forms.engine.errors import DefinitionErrors
from tests.support.wide_form import FORM, form


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('within = "teacher"', 'within = "techer"', "stands in the group 'techer', which is not there"),
        ('within = "school"\n\n[[section]]', 'within = "teacher"\n\n[[section]]', "stands in itself"),
        ('name = "teacher"', 'name = "school"', "two groups 'school'"),
        ('type = "decimal"', 'type = "decimal"\nwithin = "school"', ""),
        ('name = "where"', 'name = "where"\nwithin = "school"', "'where' stands apart from the rest"),
        ("${goes} = 'yes'", "${gose} = 'yes'", "asks about 'gose', which is not there"),
        ('"${twice} > 10"', '"${all} > 10"', "rests on itself: all → visits.long → all"),
        ('"${money} * 2"', '"${twice} * 2"', "rests on itself: twice → twice"),
        ("${year} >= 3", "${Учитель} != ''", "rests on itself"),
        ('"${money} * 2"', '". * 2"', "speaks of '.'"),
        ('"${money} * 2"', '"money * 2"', "'money' in the calculation of 'twice' has no meaning there"),
        ("region = ${goes}", "regoin = ${goes}", "'regoin' in the choice_filter"),
        ("sum(${visits.long})", "sum(${visits.lnog})", "asks about 'visits.lnog'"),
        ("sum(${visits.long})", "${long}", "asks about 'long'"),
        ("Does ${who} go", "Does ${woh} go", "speaks of 'woh', which is not there"),
        ('"Polski (pl)" = "Kto?"', '"Polish" = "Kto?"', "in 'Polish', which the form does not name"),
        ('calculation = "${money} * 2"', "", "has no calculation"),
        ('type = "decimal"', 'type = "decimal"\ncalculation = "1"', "has a calculation, and is no"),
        ('type = "decimal"', 'type = "decimal"\nrepeat_count = "1"', "has no rows to count"),
        ('type = "decimal"', 'type = "decimal"\nchoice_filter = "1 = 1"', "has no choices to filter"),
        ('type = "note"', 'type = "note"\ndefault = "x"', "can't begin with an answer"),
        ('type = "decimal"', 'type = "decimal"\ncalled = "1a"', "is not a name there"),
        ('name = "A+"', 'name = "A +"', "'A +' is not a name"),
        ('label = "Two"', 'label = "Two ${who}"', "speaks of an answer"),
    ],
)
def test_a_fault_is_named(old: str, new: str, says: str) -> None:
    """One change to the good form, one thing said of it, with the line where it stands."""
    assert FORM.count(old) >= 1
    text = FORM.replace(old, new, 1)
    if not says:
        assert form(text)
        return
    with pytest.raises(DefinitionErrors) as caught:
        form(text)
    assert any(says in error.message for error in caught.value.errors), str(caught.value)
