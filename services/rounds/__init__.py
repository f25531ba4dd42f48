"""Rounds: which units are inspected when, and how they are told what was found."""
