"""Our forms as ODK sees them: exported, made into an XForm by pyxform, filled in, and asked what it shows."""
