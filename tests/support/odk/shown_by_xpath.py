"""What a filled XForm shows, worked out by elementpath: what is asked, and which answers are valid.

XPath itself is elementpath's; here stand the functions that ODK adds, as its specification says. JavaRosa,
ODK's own engine, is asked by `python -m benchmarks.odk_meaning`.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

from elementpath import XPath1Parser, XPathContext

from tests.support.odk.compared import Shown
from tests.support.odk.filled import TEMPLATE, instance


class OdkParser(XPath1Parser):  # type: ignore[misc]
    """XPath 1.0 with ODK's functions."""


def shown(xform: ET.Element) -> Mapping[str, Shown]:
    """Every element of the instance. Conditions look back only, so one pass in the form's order is enough."""
    binds = {str(each.get("nodeset")): each for each in xform.iter() if each.tag.endswith("}bind")}
    repeats = {str(each.get("nodeset")) for each in xform.iter() if each.tag.endswith("}repeat")}
    data = _bare(instance(xform))
    root = ET.Element("root")
    root.append(data)
    found: dict[str, Shown] = {}
    hidden: list[tuple[ET.Element, ET.Element]] = []
    for node, parent, names, path in list(_walk(data, "", "/data")):
        if parent in {each for each, _ in hidden}:
            asked = False
        else:
            relevant = binds[names].get("relevant") if names in binds else None
            asked = relevant is None or _boolean(_value(relevant, data, node))
        if not asked:
            hidden.append((node, parent))
            found[path] = Shown(False, True, "")
            _blank(node, names in repeats)
            continue
        bind = binds.get(names)
        if bind is not None and (sum_ := bind.get("calculate")):
            node.text = _words(_value(sum_, data, node)).replace("NaN", "")
        constraint = bind.get("constraint") if bind is not None else None
        valid = not constraint or not node.text or _boolean(_value(constraint, data, node))
        found[path] = Shown(True, valid, node.text or "")
    return found


def _bare(node: ET.Element) -> ET.Element:
    """Without namespaces and templates."""
    bare = ET.Element(node.tag.rpartition("}")[2])
    bare.text = (node.text or "").strip() if len(node) == 0 else None
    bare.extend(_bare(each) for each in node if TEMPLATE not in each.attrib)
    return bare


def _walk(node: ET.Element, path: str, names: str) -> Iterator[tuple[ET.Element, ET.Element, str, str]]:
    seen: dict[str, int] = {}
    for child in node:
        number = seen.get(child.tag, -1) + 1
        seen[child.tag] = number
        here = f"{path}/{child.tag}[{number}]"
        yield child, node, f"{names}/{child.tag}", here
        yield from _walk(child, here, f"{names}/{child.tag}")


def _blank(node: ET.Element, row: bool) -> None:
    """What is not asked has no answer; a row that is not asked is none."""
    for each in node.iter():
        each.text = None
    if row:
        node.tag = f"hidden_{node.tag}"


_PARSED: dict[str, Any] = {}


def _value(text: str, data: ET.Element, node: ET.Element) -> Any:
    if text not in _PARSED:
        _PARSED[text] = OdkParser().parse(text)
    context = XPathContext(ET.ElementTree(data), item=node)
    return _PARSED[text].evaluate(context)


def _one(value: Any) -> Any:
    """Of some elements the text of the first; "" of none."""
    if isinstance(value, list):
        value = value[0] if value else ""
    value = getattr(value, "elem", getattr(value, "value", value))
    return (value.text or "") if isinstance(value, ET.Element) else value


def _words(value: Any) -> str:
    value = _one(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        value = float(value)
        if math.isnan(value) or math.isinf(value):
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)


def _number(value: Any) -> float:
    value = _one(value)
    if isinstance(value, bool | int | float | Decimal):
        return float(value)
    try:
        return float(value) if re.fullmatch(r"\s*-?(\d+(\.\d*)?|\.\d+)\s*", value) else math.nan
    except ValueError:
        return math.nan


def _boolean(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value)
    value = _one(value)
    return bool(value) and not (isinstance(value, float | Decimal) and math.isnan(value))


def _days(value: Any) -> float:
    words = _words(value)
    try:
        if len(words) == 10:
            return float(date.fromisoformat(words).toordinal() - date(1970, 1, 1).toordinal())
        return datetime.fromisoformat(words).timestamp() / 86_400
    except ValueError:
        return math.nan


def _numbers(value: Any) -> list[float]:
    return [number for each in value if _words(each) and not math.isnan(number := _number(each))]


_FUNCTIONS: Mapping[str, tuple[int, Callable[..., Any]]] = {
    "coalesce": (2, lambda a, b: _words(a) or _words(b)),
    "count-selected": (1, lambda value: float(len(_words(value).split()))),
    "date": (1, lambda value: _words(value)[:10]),
    "decimal-date-time": (1, _days),
    "format-date-time": (2, lambda value, how: _words(value)[:5]),
    "if": (3, lambda held, a, b: _one(a if _boolean(held) else b)),
    "int": (1, lambda value: float(int(n)) if math.isfinite(n := _number(value)) else n),
    "min": (1, lambda nodes: min(_numbers(nodes), default=math.nan)),
    "selected": (2, lambda value, word: _words(word) in _words(value).split(" ")),
    "sum": (1, lambda nodes: sum(_numbers(nodes), 0.0)),
    "today": (0, lambda: datetime.now(UTC).date().isoformat()),
}


def _register(name: str, many: int, work: Callable[..., Any]) -> None:
    if name in OdkParser.symbol_table:
        OdkParser.unregister(name)
    token = OdkParser.function(name, nargs=many)

    @OdkParser.method(token)  # type: ignore[untyped-decorator]
    def evaluate(self: Any, context: Any = None) -> Any:
        return work(*(each.evaluate(context) for each in self))


def _compare(sign: str, holds: Callable[[Any, Any], bool]) -> None:
    """Of a blank, too, which elementpath takes for an error; and of a whole number as of any other."""

    @OdkParser.method(OdkParser.symbol_table[sign])  # type: ignore[untyped-decorator]
    def evaluate(self: Any, context: Any = None) -> bool:
        a, b = (_one(each.evaluate(context)) for each in self)
        return holds(a, b)


def _order(than: Callable[[float, float], bool]) -> Callable[[Any, Any], bool]:
    return lambda a, b: than(_number(a), _number(b))


def _equal(a: Any, b: Any) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return _boolean(a) is _boolean(b)
    if not (isinstance(a, str) and isinstance(b, str)):
        return abs(_number(a) - _number(b)) < 1e-12
    return a == b


for _name, (_many, _work) in _FUNCTIONS.items():
    _register(_name, _many, _work)

for _sign, _than in {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}.items():
    _compare(_sign, _order(_than))
_compare("=", _equal)
_compare("!=", lambda a, b: not _equal(a, b))
OdkParser.build()
