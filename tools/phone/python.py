"""Which Python goes on the phone, in three bundles: ours, what the first screen needs, what documents
need."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from tools.phone.client import client_folder
from tools.phone.wheels import fetch_wheels, unpack_wheels

ROOT = Path(__file__).resolve().parents[2]
STANDARD = "pyodide/python_stdlib.zip"
WHEELS = ROOT / "build" / "wheels"
#: what is known of short numbers, country by country, and read only by functions that nobody here calls
SHORT_NUMBERS = "phonenumbers/shortdata/region_*.py"
#: parts of fontTools that build, merge, draw or read fonts of kinds we have none of
UNUSED_FONT_TOOLS = (
    "afmLib.py",
    "cu2qu",
    "diff",
    "feaLib/builder.py",
    "feaLib/lexer.py",
    "feaLib/parser.py",
    "feaLib/variableScalar.py",
    "fontBuilder.py",
    "merge",
    "misc/iftSparseBitSet.py",
    "misc/macRes.py",
    "misc/psLib.py",
    "misc/psOperators.py",
    "misc/symfont.py",
    "misc/testTools.py",
    "pens/cocoaPen.py",
    "pens/cu2quPen.py",
    "pens/freetypePen.py",
    "pens/momentsPen.py",
    "pens/qtPen.py",
    "pens/quartzPen.py",
    "pens/reportLabPen.py",
    "pens/statisticsPen.py",
    "pens/wxPen.py",
    "t1Lib",
    "tfmLib.py",
    "ttLib/removeOverlaps.py",
    "ttLib/reorderGlyphs.py",
    "ttLib/scaleUpem.py",
    "ttLib/tables/F__e_a_t.py",
    "ttLib/tables/G__l_a_t.py",
    "ttLib/tables/G__l_o_c.py",
    "ttLib/tables/S__i_l_f.py",
    "ttLib/tables/S__i_l_l.py",
    "ttLib/tables/V_D_M_X_.py",
    "ttLib/woff2.py",
    "ttx.py",
    "varLib/avar",
    "varLib/avarPlanner.py",
    "varLib/cff.py",
    "varLib/interpolatable.py",
    "varLib/interpolatableHelpers.py",
    "varLib/interpolatablePlot.py",
    "varLib/mutator.py",
    "varLib/plot.py",
)
OURS = ("carerapp", "forms", "sync")
#: bundle → the packages in it; what is in "app" lies on the phone as files, which a library in machine
#: code needs
BUNDLES: dict[str, tuple[str, ...]] = {
    "pyodide/python_stdlib": (),
    "app": (*OURS, "_argon2_cffi_bindings"),
    "library": ("flet", "msgpack", "repath", "six", "tinydb", "phonenumbers"),
    "documents": ("fpdf", "fontTools", "defusedxml", "segno", "uharfbuzz"),
}
UNUSED = (
    "__pycache__",
    "*.pyi",
    "*.typed",
    "*.dist-info",
    "*.c",
    "*.pyx",
    "*.pxd",
    "*_test.abi3.so",
    "tests",
    "coverage",  # what of its source a pack carries: for whoever writes the pack
    "coverage.toml",
    "web",
    "native_*.py",
    "syscalls.py",
    "local_page.py",
    "local_server.py",
    "endpoint",
    "requests_transport.py",
    "*.po",  # what of a catalogue is for translators
    "*.pot",
    "__main__.py",
    "cli",
    "due",  # case files, for the commands alone
    "interchange",
    "testing",
    "auth",
    "ufoLib",
    "voltLib",
    "mtiLib",
    "qu2cu",
)


#: parts of the standard library that nothing here imports (fpdf2 does import unittest, and fontTools timeit)
UNUSED_STANDARD = (
    "_pydatetime",
    "_pydecimal",
    "_pyio",
    "_pyrepl",
    "antigravity",
    "asyncio/__main__",
    "asyncio/proactor_events",
    "asyncio/tools",
    "asyncio/windows_events",
    "asyncio/windows_utils",
    "bdb",
    "cProfile",
    "cmd",
    "colorsys",
    "compileall",
    "concurrent/futures/process",
    "configparser",
    "curses",
    "dbm",
    "doctest",
    "ensurepip",
    "filecmp",
    "fileinput",
    "ftplib",
    "http/server",
    "idlelib",
    "imaplib",
    "json/tool",
    "logging/config",
    "logging/handlers",
    "mailbox",
    "modulefinder",
    "multiprocessing",
    "netrc",
    "nturl2path",
    "optparse",
    "pdb",
    "pickletools",
    "plistlib",
    "poplib",
    "profile",
    "pstats",
    "pty",
    "py_compile",
    "pyclbr",
    "pydoc",
    "pydoc_data",
    "rlcompleter",
    "sched",
    "shelve",
    "smtplib",
    "socketserver",
    "sqlite3",
    "statistics",
    "symtable",
    "tabnanny",
    "this",
    "tkinter",
    "trace",
    "tracemalloc",
    "tty",
    "turtle",
    "turtledemo",
    "venv",
    "wave",
    "webbrowser",
    "wsgiref",
    "xmlrpc",
    "zipapp",
)


#: of the hundred and twenty; the browser reads pictures, and nothing else is written in another
ENCODINGS = (
    *("__init__", "_win_cp_codecs", "aliases", "ascii", "cp1252", "cp437", "idna", "iso8859_1", "latin_1"),
    *("mac_roman", "punycode", "raw_unicode_escape", "unicode_escape", "utf_16", "utf_16_be", "utf_16_le"),
    *("utf_32", "utf_32_be", "utf_32_le", "utf_7", "utf_8", "utf_8_sig"),
)


def _is_used(name: str) -> bool:
    """Whether this file of the standard library comes along."""
    module = name.removesuffix(".py")
    first, _, more = module.partition("/")
    if first in UNUSED_STANDARD or module in UNUSED_STANDARD:
        return False
    return first != "encodings" or more in ENCODINGS


def stage(sources: Path) -> None:
    """Lay out each bundle's files under ``sources/<bundle>``."""
    with zipfile.ZipFile(client_folder() / STANDARD) as standard:
        for name in standard.namelist():
            if _is_used(name):
                standard.extract(name, sources / STANDARD.removesuffix(".zip"))
    for package in OURS:
        _take(ROOT / package, sources / "app" / package)
    for name in ("invented_child.jpg", "fonts/fonts.toml"):
        target = sources / "app" / "assets" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "assets" / name, target)
    unpacked = sources / "wheels"
    unpack_wheels(fetch_wheels(WHEELS), unpacked)
    for bundle, packages in BUNDLES.items():
        for package in packages:
            if not (sources / bundle / package).exists():
                _take(unpacked / package, sources / bundle / package)
    for name in UNUSED_FONT_TOOLS:
        unused = sources / "documents" / "fontTools" / name
        shutil.rmtree(unused) if unused.is_dir() else unused.unlink()
    for path in (sources / "library").glob(SHORT_NUMBERS):
        path.unlink()


def _take(package: Path, target: Path) -> None:
    """A package's folder, or its one file."""
    if package.is_dir():
        shutil.copytree(package, target, ignore=shutil.ignore_patterns(*UNUSED))
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(package.with_suffix(".py"), target.with_suffix(".py"))
