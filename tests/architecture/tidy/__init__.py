"""The checks behind `test_tidy.py`: pure functions from sources to findings, one idea per file."""
