"""Forms and protocols as data: nothing here knows a child, a screen or a disk."""
