"""Measurements: each bench is a module, `python -m bench.<name> [--quick] [--json]`."""
