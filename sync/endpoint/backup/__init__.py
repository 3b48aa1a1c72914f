"""Backups of the endpoint, putting one back, and looking whether all is as it was written (ADR 25)."""
