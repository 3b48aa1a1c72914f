"""Inside Pyodide: a zip of sources into a stored zip of what its Python loads at once.

The same input gives the same bytes. Left out: docstrings, assertions and line numbers, a third of the size.
"""

import ast
import importlib.util
import marshal
import zipfile
from types import CodeType

WHEN = (2020, 1, 1, 0, 0, 0)
#: "never compared with its source", which does not come along
HEAD = importlib.util.MAGIC_NUMBER + (0b01).to_bytes(4, "little") + bytes(8)
#: Where a docstring stood. Not nothing: a dataclass without one writes one itself.
SHORT = "."


def main(sources: str, out: str) -> None:
    """Each module compiled, everything else as it is."""
    with zipfile.ZipFile(sources) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(given.namelist()):
            data = given.read(name)
            if name.endswith(".py"):
                tree = undocumented(ast.parse(data, name))
                code = compile(tree, name, "exec", dont_inherit=True, optimize=1)
                name, data = name + "c", HEAD + marshal.dumps(unnumbered(code))
            made.writestr(zipfile.ZipInfo(name, WHEN), data)


def undocumented(tree: ast.Module) -> ast.Module:
    """The same with SHORT for each docstring; nothing on a phone reads them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body[:1]:
                case [ast.Expr(value=ast.Constant(value=str()) as docstring)]:
                    docstring.value = SHORT
    return tree


def unnumbered(code: CodeType) -> CodeType:
    """The same code without line numbers."""
    inner = tuple(unnumbered(const) if isinstance(const, CodeType) else const for const in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=inner)
