"""An issue: one thing that a round found wrong with one unit, from raising to closing."""

from services.issues.domain.issue.commands import ApproveIssue, RaiseIssue
from services.issues.domain.issue.rules import issue
from services.issues.domain.taxonomy import IssueDomain, ItemType

__all__ = ["ApproveIssue", "IssueDomain", "ItemType", "RaiseIssue", "issue"]
