"""The entry that Flet's packagers look for."""

from carerapp.__main__ import main

if __name__ == "__main__":
    main()
