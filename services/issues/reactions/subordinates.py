"""What the levels below say of their engagements in a programme that is led here."""

from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, send, subordinates
from libs.contracts.issues import FindingsReported
from services.issues.domain.programme_findings import LinkedIssue, NoteLinkedFindings
from services.issues.domain.vocabulary import LinkedEngagement, ProgrammeKey


def note_findings(received: Received[FindingsReported]) -> list[Send]:
    """Note what an engagement of a site below found."""
    event, site = received.event, received.site
    noted = NoteLinkedFindings(
        programme=ProgrammeKey(event.programme),
        engagement=LinkedEngagement(f"{site}/{event.engagement}"),
        division=event.division,
        issues=tuple(
            LinkedIssue(issue=f"{site}/{found.issue}", domain=found.domain)
            for found in event.findings
        ),
    )
    return [send(f"programme_findings-{event.programme}", noted)]


REACTIONS: Final = Reactions(
    name="subordinates",
    source=subordinates("issues"),
    lines=(on("note_findings", FindingsReported, note_findings),),
)
