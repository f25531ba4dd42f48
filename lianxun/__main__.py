"""`python -m lianxun` is the command `lianxun`."""

from lianxun.cli import main

if __name__ == "__main__":
    main()
