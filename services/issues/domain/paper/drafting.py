"""Who writes a working paper, and for which engagement."""

from typing import Final

from libs.common.decider import Context, Refusal
from services.issues.domain.group import of_the_group
from services.issues.domain.issue_list.state import list_among
from services.issues.domain.paper.commands import DraftPaper
from services.issues.domain.paper.facts import WorkingPaperDrafted
from services.issues.domain.paper.state import WorkingPaper
from services.issues.domain.vocabulary import ActorId

HANDLERS_MIN: Final = 2


class TwoHandlersNeeded(Refusal):
    """Two people or more work on a paper."""


class HandlerNotOfGroup(Refusal):
    """People of the engagement's own group work on its papers."""


class PaperOfOtherEngagement(Refusal):
    """A paper is written anew for the engagement that it was begun for."""


def drafted(command: DraftPaper, before: WorkingPaper, context: Context) -> WorkingPaperDrafted:
    """Write the paper, for the first time or anew."""
    listed = list_among(context.others, command.engagement).open_list
    of_the_group(context.actor, listed.team.everybody)
    _handled(command.handlers, listed.team.everybody)
    if before.drafted and before.drafted.engagement != command.engagement:
        raise PaperOfOtherEngagement
    return WorkingPaperDrafted(
        paper=command.paper,
        engagement=command.engagement,
        unit=listed.unit,
        temporary_number=command.temporary_number,
        matter=command.matter,
        summary=command.summary,
        source=command.source,
        handlers=tuple(dict.fromkeys(command.handlers)),
        leader=listed.team.leader,
        deputies=listed.team.deputies,
    )


def _handled(handlers: tuple[ActorId, ...], group: frozenset[str]) -> None:
    if len(set(handlers)) < HANDLERS_MIN:
        raise TwoHandlersNeeded
    for handler in handlers:
        if handler not in group:
            raise HandlerNotOfGroup
