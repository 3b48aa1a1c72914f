"""Sending the record to the local authority, and its endpoint. The log is complete without it."""
