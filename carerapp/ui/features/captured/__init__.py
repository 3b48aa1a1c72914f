"""What was written while locked, waiting for its place."""
