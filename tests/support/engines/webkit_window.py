"""A window of WebKitGTK that WebKitWebDriver drives and that keeps what it is given, in a folder.

Debian's MiniBrowser forgets everything at its end while it is driven, so no journey could start it again.
This is the same engine from the same package (``libwebkit2gtk``, by ctypes) with a folder of its own.

    python -m tests.support.engines.webkit_window FOLDER PROXY_PORT
"""

from __future__ import annotations

import os
import sys
from ctypes import CDLL, CFUNCTYPE, c_char_p, c_int, c_size_t, c_void_p
from pathlib import Path

from tests.support.engines.engine import HEIGHT, WIDTH

GTK, WEBKIT, OBJECTS = "libgtk-3.so.0", "libwebkit2gtk-4.1.so.0", "libgobject-2.0.so.0"
CUSTOM_PROXY = 2


def main(folder: Path, proxy: str) -> None:
    """Until its window is closed. What it keeps and saves lies in ``folder``."""
    gtk, webkit, objects = CDLL(GTK), CDLL(WEBKIT), CDLL(OBJECTS)

    def call(name: str, *given: object) -> int | None:
        function = getattr(gtk if name.startswith("gtk") else webkit, name)
        function.restype = c_void_p
        found: int | None = function(*given)
        return found

    def new(kind: str, *given: object) -> c_void_p:
        of_type = getattr(webkit, f"{kind}_get_type")
        of_type.restype = c_size_t
        objects.g_object_new.restype = c_void_p
        return c_void_p(objects.g_object_new(c_size_t(of_type()), *given, None))

    kept: list[object] = []  # or Python would let go of what C still calls

    def on(thing: c_void_p, signal: bytes, kind: type, work: object) -> None:
        kept.append(called := kind(work))
        objects.g_signal_connect_data(thing, signal, called, None, None, 0)

    call("gtk_init", None, None)
    data, cache = (str(folder / name).encode() for name in ("data", "cache"))
    manager = new("webkit_website_data_manager", b"base-data-directory", data, b"base-cache-directory", cache)
    through = c_void_p(call("webkit_network_proxy_settings_new", f"http://127.0.0.1:{proxy}".encode(), None))
    call("webkit_website_data_manager_set_network_proxy_settings", manager, CUSTOM_PROXY, through)
    context = c_void_p(call("webkit_web_context_new_with_website_data_manager", manager))
    call("webkit_web_context_set_automation_allowed", context, 1)
    lists = CDLL("libglib-2.0.so.0")
    lists.g_list_append.restype = c_void_p
    english = c_void_p(lists.g_list_append(None, c_char_p(b"en-GB")))
    # A bare machine's language is "C", at which Flutter stops.
    call("webkit_web_context_set_preferred_languages", context, english)
    settings = new("webkit_settings", b"enable-webgl", c_int(1))

    def window(session: int | None = None, more: int | None = None) -> int | None:
        view = new(
            "webkit_web_view",
            b"web-context",
            context,
            b"settings",
            settings,
            b"is-controlled-by-automation",
            c_int(1),
        )
        top = c_void_p(call("gtk_window_new", 0))
        call("gtk_window_set_decorated", top, 0)
        call("gtk_window_set_default_size", top, WIDTH, HEIGHT)
        call("gtk_container_add", top, view)
        call("gtk_widget_show_all", top)
        on(view, b"close", CFUNCTYPE(None, c_void_p, c_void_p), lambda of, more: call("gtk_main_quit"))
        return view.value

    view_made = CFUNCTYPE(c_void_p, c_void_p, c_void_p)

    def automated(of: int | None, session: int | None, more: int | None) -> None:
        said = c_void_p(call("webkit_application_info_new"))
        parts = [getattr(webkit, f"webkit_get_{part}_version")() for part in ("major", "minor", "micro")]
        call("webkit_application_info_set_version", said, *parts)
        call("webkit_automation_session_set_application_info", c_void_p(session), said)
        on(c_void_p(session), b"create-web-view", view_made, window)

    def saved(download: int | None, name: bytes | None, more: int | None) -> int:
        to = (folder / "saved" / Path((name or b"file").decode()).name).as_uri()
        call("webkit_download_set_destination", c_void_p(download), to.encode())
        return 1

    def begun(of: int | None, download: int | None, more: int | None) -> None:
        on(
            c_void_p(download),
            b"decide-destination",
            CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p),
            saved,
        )

    told = CFUNCTYPE(None, c_void_p, c_void_p, c_void_p)
    on(context, b"automation-started", told, automated)
    on(context, b"download-started", told, begun)
    (folder / "pid").write_text(str(os.getpid()))
    call("gtk_main")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
