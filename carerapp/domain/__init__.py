"""The child's file as pure data: events, records as folds, episodes, what is due. No I/O, no clock."""
