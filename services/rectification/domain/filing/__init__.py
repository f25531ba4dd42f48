"""A filing: what a unit hands in for a case; one machine, for the plan and for the report."""
