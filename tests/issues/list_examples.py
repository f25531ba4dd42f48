"""Canonical facts of issue lists."""

from dataclasses import replace
from typing import Final

from services.issues.domain.issue.facts import (
    IssueRaised,
)
from services.issues.domain.issue_list.facts import (
    Drop,
    Finding,
    FindingsReported,
    IssueListApproved,
    IssueListFrozen,
    IssueListOpened,
    IssueListSorted,
    Merge,
    ResultUseNoted,
)
from services.issues.domain.vocabulary import (
    GroupKey,
    HearingKey,
    RoundKey,
)
from tests.issues.issue_examples import (
    ENGAGEMENT,
    GROUP,
    LAND,
    PERMITS,
    PROGRAMME,
    PURCHASES,
    TOWN,
    found,
    found_land,
    found_purchases,
)


def finding(issue: IssueRaised) -> Finding:
    """Give an issue as it stands on a list."""
    return Finding(
        issue=issue.issue,
        code=issue.code,
        title=issue.title,
        domain=issue.domain,
        item_type=issue.item_type,
    )


opened: Final = IssueListOpened(
    engagement=ENGAGEMENT,
    round=RoundKey("C01"),
    unit=TOWN,
    unit_name="嘉定镇(演示)",
    division="360722100",
    group=GroupKey("C01-G1"),
    team=GROUP,
)
linked: Final = replace(opened, programme=PROGRAMME)
sorted_once: Final = IssueListSorted(
    sorting=1, kept=(finding(found), finding(found_purchases), finding(found_land))
)
sorted_twice: Final = IssueListSorted(
    sorting=2,
    kept=(finding(found),),
    merged=(Merge(issue=PURCHASES, into=PERMITS),),
    dropped=(Drop(issue=LAND, reason="事实不足以支撑"),),
)
frozen_list: Final = IssueListFrozen(
    engagement=ENGAGEMENT,
    round=RoundKey("C01"),
    unit=TOWN,
    issues=(PERMITS,),
    merged=sorted_twice.merged,
    dropped=sorted_twice.dropped,
)
use_noted: Final = ResultUseNoted(hearing=HearingKey("C01-H1"), use="feedback")
list_approved: Final = IssueListApproved(
    engagement=ENGAGEMENT, round=RoundKey("C01"), unit=TOWN, issues=(PERMITS,)
)
findings_reported: Final = FindingsReported(
    programme=PROGRAMME,
    engagement=ENGAGEMENT,
    division="360722100",
    findings=(finding(found),),
)
