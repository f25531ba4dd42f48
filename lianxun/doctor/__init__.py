"""What is wrong with a machine, its settings and its servers, and what to do about it."""
