"""Sending the record to the local authority. Nothing here yet: the log is complete without it."""
