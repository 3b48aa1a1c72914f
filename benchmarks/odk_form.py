"""Our form as the XForm that pyxform makes of it, for a peer to show: `python -m benchmarks.odk_form FOLDER`.

What XLSForm has no word for is left out: "not known" beside every question, a second of two concurrent
answers shown beside the first, a secret that is shown only on purpose, when an answer grows old.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pyxform.xls2xform import convert

from forms.interchange.xlsform import XlsForm, only, xlsform
from forms.packaged import load_protocol


def xml(sheets: XlsForm) -> str:
    # Named, because pyxform looks for columns in the first hundred rows only, and the form is longer.
    header = [dict.fromkeys(name for row in sheets.survey for name in row)]
    given = {**sheets.sheets(), "survey_header": header}
    made = convert(xlsform=given, validate=False, form_name=sheets.settings["form_id"])
    return str(made.xform)


def write(folder: Path) -> XlsForm:
    """`whole.xml` and `section_1.xml`, made now; the sheets of the whole form."""
    form = load_protocol("hertfordshire").key_contacts
    whole = xlsform(form)
    (folder / "whole.xml").write_text(xml(whole), encoding="utf-8")
    first = xlsform(only(form, form.sections[0].name))
    (folder / "section_1.xml").write_text(xml(first), encoding="utf-8")
    return whole


if __name__ == "__main__":
    print(write(Path(sys.argv[1])).counts)
