"""A working paper: the evidence behind one matter, from its draft to the office's files."""
