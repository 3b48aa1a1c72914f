"""A fair sample of mutants, tried: how much of what is broken do the tests notice?"""
