"""While a child is missing: what to do next, what was done, what is due, the log."""
