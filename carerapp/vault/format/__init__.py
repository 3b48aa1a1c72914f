"""What lies on the disk: sealed entries in a child's log, small sealed files, and TinyDB over both."""
