"""What an issue rests on when it is raised: the list of its engagement, and signed papers."""

from libs.common.decider import Context, Refusal
from libs.common.decider.roles import OFFICE
from services.issues.domain.group import of_the_group
from services.issues.domain.issue.commands import RaiseIssue
from services.issues.domain.issue_list.state import list_among, list_stream
from services.issues.domain.paper.state import paper_among, paper_stream, signed_for
from services.issues.domain.vocabulary import EngagementKey


class EngagementNeeded(Refusal):
    """A group raises what it found in an engagement; the office alone takes issues over."""


class IssueOutsideEngagement(Refusal):
    """An issue is about the unit that its engagement inspects, in the same round."""


class SignedPaperNeeded(Refusal):
    """An issue of an engagement rests on at least one paper."""


class PaperNotSigned(Refusal):
    """Every paper behind an issue is signed and belongs to the same engagement."""


def grounds(command: RaiseIssue) -> tuple[str, ...]:
    """Name the streams that raising is decided on."""
    if command.engagement is None:
        return ()
    papers = dict.fromkeys(command.papers)
    return list_stream(command.engagement), *map(paper_stream, papers)


def found_in(command: RaiseIssue, context: Context) -> None:
    """Check who raises what, and on which papers."""
    if command.engagement is not None:
        return _by_the_group(command, command.engagement, context)
    if context.role != OFFICE or command.papers:
        raise EngagementNeeded
    return None


def _by_the_group(command: RaiseIssue, engagement: EngagementKey, context: Context) -> None:
    listed = list_among(context.others, engagement).open_list
    of_the_group(context.actor, listed.team.desk)
    if (command.round, command.unit) != (listed.round, listed.unit):
        raise IssueOutsideEngagement
    if not command.papers:
        raise SignedPaperNeeded
    for paper in command.papers:
        if not signed_for(paper_among(context.others, paper), engagement):
            raise PaperNotSigned(paper=paper)
