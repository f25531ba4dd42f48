"""A case: what one unit puts right after one feedback, from its clocks to its closing."""
