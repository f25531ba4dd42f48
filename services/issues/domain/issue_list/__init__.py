"""The issue list of an engagement: sorted twice, frozen, and approved with the results' use."""
