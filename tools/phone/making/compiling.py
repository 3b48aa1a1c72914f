"""Inside Pyodide: a zip of sources into a stored zip of what its Python loads at once. Same input, same
bytes."""

import ast
import importlib.util
import marshal
import zipfile
from types import CodeType

WHEN = (2020, 1, 1, 0, 0, 0)
#: "never compared with its source", which does not come along
HEAD = importlib.util.MAGIC_NUMBER + (0b01).to_bytes(4, "little") + bytes(8)


def main(sources: str, out: str, bare: bool) -> None:
    """Without docstrings; ``bare``: without assertions and line numbers too, a third of the size."""
    with zipfile.ZipFile(sources) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(given.namelist()):
            data = given.read(name)
            if name.endswith(".py"):
                code = compile(
                    undocumented(data, name), name, "exec", dont_inherit=True, optimize=2 if bare else 0
                )
                name, data = name + "c", HEAD + marshal.dumps(unnumbered(code) if bare else code)
            made.writestr(zipfile.ZipInfo(name, WHEN), data)


def undocumented(data: bytes, name: str) -> ast.Module:
    """Each docstring is one blank: a dataclass with none at all would make one up, slowly."""
    tree = ast.parse(data, name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body:
                case [ast.Expr(ast.Constant(value=str()) as words), *_]:
                    words.value = " "
    return tree


def unnumbered(code: CodeType) -> CodeType:
    inner = tuple(unnumbered(const) if isinstance(const, CodeType) else const for const in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=inner)
