"""One folder a feature: a screen or a few that belong together. Features import nothing from each other."""
