"""Rules that no single test could keep: which room may see which, and how the code reads."""
