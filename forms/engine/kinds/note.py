"""Words that are shown and printed where they stand among the questions. There is no answer."""

from forms.engine.kinds.base import XlsType, kind

NOTE = kind("note", xlsform=XlsType("note", reads=("note",)), asks=False)
