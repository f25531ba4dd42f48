"""The one folder that holds everything the embedded servers write."""

import os
from pathlib import Path

HOME_VARIABLE = "LIANXUN_HOME"
HOME_DEFAULT = ".lianxun"


def local_home() -> Path:
    """`LIANXUN_HOME`, or `.lianxun` in the current directory."""
    return Path(os.environ.get(HOME_VARIABLE) or HOME_DEFAULT).absolute()
