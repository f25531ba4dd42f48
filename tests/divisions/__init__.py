"""The division register: how it is cut, and what it answers."""
