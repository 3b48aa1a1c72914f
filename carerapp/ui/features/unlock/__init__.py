"""Getting in: the lock screen, the first run, the blank screen."""
