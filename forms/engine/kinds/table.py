"""A table with as many rows as are needed.

The rows are kept one by one, each cell under `table/row/column`. What is kept under
the table's own name is an answer to the whole question: "not known", or words.
"""

from forms.engine.kinds.base import XlsType, kind

TABLE = kind("table", xlsform=XlsType("begin repeat", reads=("begin repeat", "begin_repeat")))
