"""What is in ``inside`` runs in a browser's Python only."""

import sys

collect_ignore = [] if sys.platform == "emscripten" else ["inside"]
