"""Stored names of issues, of what is common to several, and of cases as noted here."""

from typing import Final

from libs.common.events.wire import INTERNAL, SITE, Claim, stored
from services.issues.domain.common_issue import CommonIssueApproved, CommonIssueProposed
from services.issues.domain.issue.facts import (
    IssueApproved,
    IssueCaseClosed,
    IssueClosed,
    IssueConfirmed,
    IssueDropped,
    IssueFedBack,
    IssueInRectification,
    IssueListed,
    IssueMerged,
    IssueRaised,
    IssueReopened,
    IssueResolved,
    IssueTagged,
)
from services.issues.domain.issue.rules import IssueCodeTaken
from services.issues.domain.noted_case import CaseClosingNoted, CaseNoted


def one_code_for_an_issue(event: IssueRaised) -> list[Claim]:
    """Give a code once."""
    return [Claim(key=f"issue-code:{event.code}", refusal=IssueCodeTaken)]


def by_engagement_if_any(event: IssueRaised) -> list[str]:
    """Find an issue by its round, its unit and the engagement in which it was found."""
    found_in = [f"engagement:{event.engagement}"] if event.engagement else []
    return [f"round:{event.round}", f"unit:{event.unit}", *found_in]


LINES: Final = (
    stored(
        "IssueRaised.v1",
        IssueRaised,
        SITE,
        tags=by_engagement_if_any,
        claims=one_code_for_an_issue,
    ),
    stored("IssueApproved.v1", IssueApproved, INTERNAL),
    stored("IssueFedBack.v1", IssueFedBack, INTERNAL),
    stored("IssueResolved.v1", IssueResolved, INTERNAL),
    stored("IssueTagged.v1", IssueTagged, INTERNAL),
    stored("IssueListed.v1", IssueListed, INTERNAL),
    stored("IssueConfirmed.v1", IssueConfirmed, INTERNAL),
    stored("IssueMerged.v1", IssueMerged, INTERNAL),
    stored("IssueDropped.v1", IssueDropped, INTERNAL),
    stored("IssueInRectification.v1", IssueInRectification, INTERNAL),
    stored("IssueReopened.v1", IssueReopened, INTERNAL),
    stored("IssueCaseClosed.v1", IssueCaseClosed, INTERNAL),
    stored("IssueClosed.v1", IssueClosed, INTERNAL),
    stored("CommonIssueProposed.v1", CommonIssueProposed, INTERNAL),
    stored("CommonIssueApproved.v1", CommonIssueApproved, INTERNAL),
    stored("CaseNoted.v1", CaseNoted, INTERNAL),
    stored("CaseClosingNoted.v1", CaseClosingNoted, INTERNAL),
)
