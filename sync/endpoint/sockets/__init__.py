"""What happens on a socket before there is a request: who is let in, and how long anybody may take."""
