"""The words a person reads, by name, in Chinese and English."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")

Texts: TypeAlias = dict[str, dict[str, str]]


@cache
def texts(language: Language) -> Texts:
    """Read all texts of a language, one file a service: section, then name."""
    read: Texts = {}
    for file in files("texts").joinpath(language).iterdir():
        for section, words in tomllib.loads(file.read_text(encoding="utf-8")).items():
            read.setdefault(section, {}).update(words)
    return read


def text(language: Language, section: str, name: str, /, **values: object) -> str:
    """Give one text with its placeholders filled in; the name itself when there is none."""
    template = texts(language).get(section, {}).get(name)
    if template is None:
        return name
    try:
        return template.format_map(values)
    except KeyError:
        return template


def preferred(accept_language: str | None) -> Language:
    """Choose by an `Accept-Language` header; Chinese comes first."""
    weights = [_weighed(part) for part in (accept_language or "").split(",") if part.strip()]
    for _, tag in sorted(weights, key=lambda weight: -weight[0]):
        for language in LANGUAGES:
            if tag.startswith(language):
                return language
    return "zh"


def _weighed(part: str) -> tuple[float, str]:
    tag, _, quality = part.strip().lower().replace(" ", "").partition(";q=")
    try:
        return (float(quality) if quality else 1.0, tag)
    except ValueError:
        return (0.0, tag)
