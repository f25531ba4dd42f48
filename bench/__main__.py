"""All benches in one table: `python -m bench [--quick] [--json]`."""

import subprocess
import sys

BENCHES = ("append", "http", "relay", "rebuild", "lists")


def main() -> None:
    """Run each bench in a process of its own, one after another."""
    for name in BENCHES:
        subprocess.run([sys.executable, "-m", f"bench.{name}", *sys.argv[1:]], check=True)  # noqa: S603 - our own modules


if __name__ == "__main__":
    main()
