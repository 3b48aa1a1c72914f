"""What is worked out from other answers, whenever it is looked at. It is never stored."""

from forms.engine.kinds.base import XlsType, kind

CALCULATE = kind("calculate", xlsform=XlsType("calculate", reads=("calculate",)), asks=False)
