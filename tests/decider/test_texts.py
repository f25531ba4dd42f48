"""Text fields take one line: nothing that breaks it, in whatever script."""

from sys import maxunicode
from unicodedata import category

from libs.common.decider.texts import is_one_line

BREAKING = {"Cc", "Zl", "Zp"}


def test_exactly_the_characters_that_break_a_line_or_control_it_are_refused() -> None:
    for number in range(maxunicode + 1):
        character = chr(number)
        assert is_one_line(character) is (category(character) not in BREAKING), hex(number)
