"""What makes this project: set-up, the phone app, fonts, icons. Nothing here is shipped."""
