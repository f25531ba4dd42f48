"""The rules that look at one file at a time, by name."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tests.architecture.tidy import comments, domain, habits, reach, shape, words
from tests.architecture.tidy.source import Finding, Source

Rule = Callable[[Source], Iterator[Finding]]

RULES: Final[Mapping[str, Rule]] = {
    "a file holds one idea": shape.long_files,
    "a function is short": shape.long_functions,
    "a table has few, short arms": shape.long_tables,
    "parameters have names": shape.unnamed_parameters,
    "names say something": words.empty_words,
    "modules and classes say what they are": habits.undocumented,
    "only the edges catch everything": habits.catch_alls,
    "no test is left out": habits.left_out_tests,
    "limits have names": habits.unnamed_limits,
    "promises have issues": comments.promises,
    "old code is gone": comments.old_code,
    "no banners": comments.banners,
    "comments are sentences": comments.fragments,
    "silencing has a reason": comments.bare_silencing,
    "the domain imports little": domain.foreign_imports,
    "nothing imports upwards": reach.upward_imports,
}
