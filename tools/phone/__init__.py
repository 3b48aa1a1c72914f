"""Builds the app that a phone installs from the web: a folder of static files."""
