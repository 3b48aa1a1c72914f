"""The crisis path's sentences in other languages, as a line under the English one: help to read, no more.

English stays the language of the app: what is said to the police, written and printed is English.
"""

from __future__ import annotations

from carerapp.languages.catalogue import LANGUAGES, Catalogue, Language, catalogue_of

__all__ = ["LANGUAGES", "Catalogue", "Language", "catalogue_of"]
