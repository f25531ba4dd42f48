"""A linked programme: one focus list and one calendar for engagements at several levels."""
