"""``python -m carerapp``, and the ``carerapp`` command of an installed package."""

import sys

from carerapp.cli import main

if __name__ == "__main__":
    sys.exit(main())
