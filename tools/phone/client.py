"""Flet's web client and the Python runtime, out of the installed flet-web, without what is never used
here."""

from __future__ import annotations

import json
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

from tools.phone.failed import Failed
from tools.phone.icons import cut_icons

#: kept, and whether it is needed for the first start
KEPT = {
    "main.dart.js": True,
    "flutter_bootstrap.js": True,
    "canvaskit/canvaskit.js": True,
    "canvaskit/canvaskit.wasm": True,
    "pyodide/pyodide.mjs": True,
    "pyodide/pyodide.asm.mjs": True,
    "pyodide/pyodide.asm.wasm": True,
    "pyodide/python_stdlib.zip": True,
    "assets/AssetManifest.bin": True,
    "assets/AssetManifest.bin.json": True,
    "assets/FontManifest.json": True,
    "assets/NOTICES": False,
    "assets/fonts/MaterialIcons-Regular.otf": True,
    "assets/shaders": True,
}

#: How a snapshot gets into memory. The runtime begins with 30 MB, and would refuse a snapshot of more. It has
#: also written down where in its table of functions stands the one through which Python calls C: in a browser
#: that can't suspend WebAssembly (JSPI) elsewhere than where the snapshot was made, on an iPhone nowhere (0).
#: The snapshot's number would lead to another function, so this browser's own is put back.
RESTORE = (
    "let offset=Module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET/4>>>0,"
    "place=()=>(Module.__PyRuntime+Module.HEAP32[offset])/4>>>0,own=Module.HEAP32[place()];"
    "return t.length>Module.HEAP8.length&&Module.growMemory(t.length),Module.HEAP8.set(t),"
    "Module.HEAP32[place()]=own,l}"
)

ROBOTO = (
    "assets/fonts/roboto/v32/KFOmCnqEu92Fr1Me4GZLCzYlKw.woff2"  # where Flutter looks for its own fallback
)


def client_folder() -> Path:
    spec = find_spec("flet_web")
    if spec is None or not spec.submodule_search_locations:
        raise Failed("Flet's web client is not installed. Run make setup.")
    return Path(next(iter(spec.submodule_search_locations))) / "web"


def copy_client(out: Path) -> None:
    """Copy what is kept to ``out`` and mend what can't stay as it is. Raises Failed for a client unlike
    ours."""
    web = client_folder()
    for name in KEPT:
        source, target = web / name, out / name
        if not source.exists():
            raise Failed(f"Flet's web client has no {name}: it is not the version this build was made for.")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copyfile(source, target)
    (out / "assets" / "fonts" / "roboto" / "v32").mkdir(parents=True)
    shutil.copyfile(web / "assets" / "fonts" / "roboto.woff2", out / ROBOTO)
    (out / "rive" / "wasm").mkdir(parents=True)
    # An animation player that this app has no use for: Flutter waits for it, in vain and without harm.
    (out / "rive" / "wasm" / "rive_native.js").write_text(
        "globalThis.RiveNative = () => new Promise(() => {});\n"
    )
    _change(
        out / "main.dart.js",
        r"https://cdn\.jsdelivr\.net/npm/@rive-app/flutter-native-wasm@[0-9.]+/",
        "rive/",
    )
    _change(out / "flutter_bootstrap.js", r"\s*serviceWorkerSettings: \{[^}]*\},", "")
    # One renderer for every browser: the one for Chromium alone would be another 2 MB.
    _change(out / "flutter_bootstrap.js", r"(var flutterConfig = \{)", r'\1\n    canvasKitVariant: "full",')
    _change(out / "pyodide" / "pyodide.asm.mjs", r"return Module\.HEAP8\.set\(t\),l\}", RESTORE)
    cut_icons(out / "assets" / "fonts" / "MaterialIcons-Regular.otf")
    (out / "assets" / "FontManifest.json").write_text(
        '[{"family":"MaterialIcons","fonts":[{"asset":"fonts/MaterialIcons-Regular.otf"}]}]', encoding="utf-8"
    )
    (out / "pyodide" / "pyodide-lock.json").write_text(
        _lock(web / "pyodide" / "pyodide-lock.json"), encoding="utf-8"
    )


def _lock(path: Path) -> str:
    """The runtime's own facts without the hundreds of packages it could fetch."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps({"info": whole["info"], "packages": {}}, sort_keys=True)


def _change(path: Path, pattern: str, by: str) -> None:
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(pattern, by, text)
    if count != 1:
        raise Failed(f"{path.name} of Flet's web client is not as expected: {count} places match {pattern}.")
    path.write_text(changed, encoding="utf-8")
