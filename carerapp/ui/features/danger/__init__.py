"""Danger first: before any checklist."""
