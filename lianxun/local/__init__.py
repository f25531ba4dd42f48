"""Embedded servers for a laptop, the tests and the trial image: only Python has to be there."""
