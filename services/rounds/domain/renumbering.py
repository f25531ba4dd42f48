"""Codes of divisions change: which code a place has on a day, when only an older one is known."""

from datetime import date

from libs.common.divisions import find, successor


def code_of_today(code: str, day: date) -> str:
    """Give the code that a place has on a day; a development zone goes with its parent."""
    parent, dash, zone = code.partition("-")
    newer = successor(parent)
    if newer is None or find(parent, day) is not None:
        return code
    return code_of_today(f"{newer.code}{dash}{zone}", day)
