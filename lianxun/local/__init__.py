"""Embedded servers for a laptop, the tests and the trial image: nothing but Python has to be there."""
