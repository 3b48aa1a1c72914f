"""Give the officer the form; what has changed since; the officer who won't take it."""
