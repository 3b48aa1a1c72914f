"""As many words and lines as are needed, kept as they were written."""

from forms.engine.kinds.base import XlsType, kind

LONG_TEXT = kind("long_text", xlsform=XlsType("text", "multiline"))
