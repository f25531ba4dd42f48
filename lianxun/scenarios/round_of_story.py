"""The script of a story: what is needed to play its round."""

from typing import Final

from lianxun.scenarios.script import Found, Script, Visit, issue_id
from lianxun.scenarios.story import Issue, Story, Unit

KIND: Final = "township"


def script_of(story: Story) -> Script:
    """Give what is needed to play the story's round."""
    return Script(
        site=story.division,
        round=story.round,
        number=story.number,
        days=story.days,
        visits=tuple(_visit(story, unit) for unit in story.units),
        incidents=story.incidents,
    )


def _visit(story: Story, unit: Unit) -> Visit:
    issues = tuple(_found(story, each) for each in story.issues if each.unit == unit.code)
    return Visit(
        key=f"{story.round}-{unit.code}",
        unit=unit.code,
        name_zh=unit.name_zh,
        name_en=unit.name_en,
        division=unit.division,
        kind=KIND,
        group=unit.group,
        papers=story.papers,
        issues=issues,
    )


def _found(story: Story, issue: Issue) -> Found:
    return Found(
        id=issue_id(story.key, issue.code),
        code=issue.code,
        title_zh=issue.title_zh,
        title_en=issue.title_en,
        domain=issue.domain,
        item_type=issue.item_type,
        measure=issue.measure_zh,
    )
