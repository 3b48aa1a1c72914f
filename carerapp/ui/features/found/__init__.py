"""They are back: the welcome, the same people told, the return interview, the end."""
