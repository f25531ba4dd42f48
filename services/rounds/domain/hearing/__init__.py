"""A hearing: every group of a round reports, one by one, and what it found is put to use."""
