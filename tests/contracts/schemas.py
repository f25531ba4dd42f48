"""`python -m tests.contracts.schemas` writes the golden schemas that are missing."""

from libs.contracts.promises import write_missing
from libs.contracts.registry import load

if __name__ == "__main__":
    write_missing(load())
