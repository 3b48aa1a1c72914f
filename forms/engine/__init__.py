"""The forms engine: definitions, field kinds, conditions, completeness, messages."""
