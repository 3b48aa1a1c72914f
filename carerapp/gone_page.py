"""What the page of this computer says when the app behind it is gone: Flet's own shows a ring that turns, and
the app's 999 stands on a screen that nobody draws any more. The phone's page says it by itself."""

from __future__ import annotations

import json
from html import escape

from carerapp.domain.police import EMERGENCY, NON_EMERGENCY
from carerapp.settings import PAGE_GONE_SECONDS, PAGE_STARTS_SECONDS

TITLE = "The app does not answer"
SAFE = "What the app called saved is safe. What you typed last may not be."
NEXT = (
    "Use any phone to ring. Start the app again, then load this page again. If it stays so, write times and "
    "names on paper."
)
AGAIN = "Load this page again"

_STYLE = (
    "position:fixed;inset:0;z-index:99;overflow:auto;box-sizing:border-box;padding:16px;background:#f3f5f4;"
    "color:#13201e;font:1.125rem/1.4 system-ui,sans-serif"
)
_BUTTON = (
    "display:block;box-sizing:border-box;width:100%;max-width:34rem;margin:12px 0;padding:15px;border:2px "
    "solid #66736f;border-radius:10px;font:600 1.25rem/1.2 system-ui,sans-serif;text-align:center;"
    "text-decoration:none;background:none;color:#13201e"
)
_DANGER = f"{_BUTTON};background:#b3141b;border-color:#b3141b;color:#fff"

_WORDS = (
    f'<h1 tabindex="-1">{escape(TITLE)}</h1>'
    f'<a href="tel:{EMERGENCY}" style="{_DANGER}">Danger: call {EMERGENCY}</a>'
    f'<a href="tel:{NON_EMERGENCY}" style="{_BUTTON}">Call {NON_EMERGENCY}</a>'
    f"<p>{escape(SAFE)}</p><p>{escape(NEXT)}</p>"
    f'<button type="button" style="{_BUTTON}">{escape(AGAIN)}</button>'
)

# Runs before Flet's own scripts, so that it sees every connection that they open. One that is closed and not
# opened again soon is gone; so is the app when none was ever opened. The words go when one is open again.
SCRIPT = f"""<script>
(() => {{
  const Real = window.WebSocket;
  let timer = 0, box = null;
  const show = () => {{
    if (box) return;
    box = document.createElement('main');
    box.id = 'gone';
    box.setAttribute('role', 'alert');
    box.setAttribute('style', {json.dumps(_STYLE)});
    box.innerHTML = {json.dumps(_WORDS)};
    box.querySelector('button').onclick = () => location.reload();
    document.body.append(box);
    box.querySelector('h1').focus();
  }};
  const wait = (seconds) => {{ if (!timer) timer = setTimeout(show, seconds * 1000); }};
  const there = () => {{ clearTimeout(timer); timer = 0; if (box) box.remove(); box = null; }};
  window.WebSocket = class extends Real {{
    constructor(...at) {{
      super(...at);
      this.addEventListener('open', there);
      this.addEventListener('close', () => wait({PAGE_GONE_SECONDS}));
    }}
  }};
  window.addEventListener('pagehide', () => {{ clearTimeout(timer); timer = -1; }});
  wait({PAGE_STARTS_SECONDS});
}})();
</script>""".encode()
