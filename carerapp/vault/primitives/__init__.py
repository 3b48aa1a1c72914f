"""Cryptography that is built from the port alone: derived keys, sealing to a public key, overwriting."""
