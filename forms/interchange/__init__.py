"""Our forms in the ODK, Kobo and Enketo world, and back: XLSForm."""
