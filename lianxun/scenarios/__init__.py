"""Scenarios: stories with their data, and a generator of many cases from one seed."""
