"""The window itself: opened by `main`, drawn from the state of the shell, with every screen by its name."""
