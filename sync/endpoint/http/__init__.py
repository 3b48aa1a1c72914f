"""The HTTP face of the endpoint, one resource a module: each reads a request, asks the service, and
answers."""
