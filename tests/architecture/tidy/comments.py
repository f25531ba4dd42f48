"""Comments: a reason in full sentences; no old code, no banners, no silencing without a reason."""

import ast
import re
from collections.abc import Iterator
from itertools import groupby

from tests.architecture.tidy.source import Comment, Finding, Source

# Written so that a search for the words themselves does not find this file.
PROMISE = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b")
ISSUE = re.compile(r"#\d+")
PRAGMA = re.compile(r"(noqa|type:\s*ignore|ruff:|fmt:|pragma:|mypy:|-\*-|!)", re.IGNORECASE)
NOQA = re.compile(r"noqa\b(?!:\s*[A-Z]+[0-9]+)", re.IGNORECASE)
IGNORE = re.compile(r"type:\s*ignore\b(?!\[[a-z-]+(,\s*[a-z-]+)*\]\W+\w)")
PROPER = re.compile(r"(aiokafka|asyncpg|jgo|mypy|orjson|psycopg|pydantic|pytest|uvicorn)\b")
BANNER = re.compile(r"[-=*#~_+]{3,}")
CODE = (
    ast.Assign | ast.AugAssign | ast.Import | ast.ImportFrom | ast.Return | ast.Raise | ast.Assert
)
BLOCK = re.compile(
    r"(async |)(if|elif|else|for|while|def|class|with|try|except|finally|match|case)\b.*:"
)


def promises(source: Source) -> Iterator[Finding]:
    """Find a promise that no issue keeps."""
    for comment in source.comments:
        if PROMISE.search(comment.text) and not ISSUE.search(comment.text):
            yield Finding(source.path, comment.line, "a promise without an issue number")


def old_code(source: Source) -> Iterator[Finding]:
    """Find code that was made a comment."""
    for comment in source.comments:
        if not PRAGMA.match(comment.text) and _is_code(comment.text):
            yield Finding(source.path, comment.line, f"commented-out code: {comment.text}")


def _is_code(text: str) -> bool:
    try:
        body = ast.parse(f"{text} pass" if BLOCK.fullmatch(text) else text).body
    except SyntaxError:
        return text in {"else:", "try:", "finally:"}
    return any(isinstance(node, CODE) or hasattr(node, "body") or _is_call(node) for node in body)


def _is_call(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await)


def banners(source: Source) -> Iterator[Finding]:
    """Find a line drawn across the page."""
    for comment in source.comments:
        if comment.alone and BANNER.match(comment.text):
            yield Finding(source.path, comment.line, "a banner")


def fragments(source: Source) -> Iterator[Finding]:
    """Find a comment on lines of its own that is no full sentence."""
    for block in _blocks(source.comments):
        text = " ".join(comment.text for comment in block)
        if PRAGMA.match(text):
            continue
        lower = text[:1].islower() and not PROPER.match(text)
        if lower or not text.rstrip("`)\"'").endswith((".", "?", "!", ":")):
            yield Finding(source.path, block[0].line, f"not a full sentence: {text}")


def _blocks(comments: tuple[Comment, ...]) -> Iterator[list[Comment]]:
    alone = [comment for comment in comments if comment.alone]
    numbered = enumerate(alone)
    for _, run in groupby(numbered, lambda pair: (pair[1].line - pair[0], pair[1].column)):
        yield [comment for _, comment in run]


def bare_silencing(source: Source) -> Iterator[Finding]:
    """Find a `noqa` without a code, or an ignored type error without code and reason."""
    for comment in source.comments:
        if NOQA.search(comment.text):
            yield Finding(source.path, comment.line, "noqa without a code")
        if IGNORE.search(comment.text):
            yield Finding(source.path, comment.line, "an ignored type error needs code and reason")
