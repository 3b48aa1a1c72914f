"""The children this device keeps a file for."""
