"""The entry that Flet's packagers look for: a native app on a phone, the local server elsewhere."""

import os

if __name__ == "__main__":
    if os.environ.get("FLET_PLATFORM") in ("android", "ios"):
        from carerapp.bootstrap import run_native

        run_native()
    else:
        import sys

        from carerapp.cli import main

        sys.exit(main())
