"""What we say ourselves: rows and filings count in their case, and a case lets its unit file."""

from collections import Counter
from typing import Final

from libs.common.reactions import Reactions, Received, Send, on, own_log, send
from services.rectification.domain.case.commands import (
    NoteFilingSubmitted,
    NotePlanAccepted,
    NoteReportAccepted,
    RecordLongTerm,
    RecordReopening,
    RecordWriteOff,
)
from services.rectification.domain.case.facts import RectificationCaseOpened
from services.rectification.domain.filing.commands import OpenFiling
from services.rectification.domain.filing.facts import FilingAccepted, FilingSubmitted
from services.rectification.domain.item.commands import FixDueDate
from services.rectification.domain.item.facts import (
    IssueWrittenOff,
    ItemMarkedLongTerm,
    ItemReopened,
    Outcome,
)
from services.rectification.domain.vocabulary import FilingKind


def record_write_off(received: Received[IssueWrittenOff]) -> list[Send]:
    """Tell the case."""
    event = received.event
    return [send(f"case-{event.case}", RecordWriteOff(issue=event.issue))]


def record_long_term(received: Received[ItemMarkedLongTerm]) -> list[Send]:
    """Tell the case."""
    event = received.event
    return [send(f"case-{event.case}", RecordLongTerm(issue=event.issue))]


def record_reopening(received: Received[ItemReopened]) -> list[Send]:
    """Tell the case."""
    event = received.event
    return [send(f"case-{event.case}", RecordReopening(issue=event.issue))]


def note_submission(received: Received[FilingSubmitted]) -> list[Send]:
    """Tell the case."""
    event = received.event
    return [send(f"case-{event.case}", NoteFilingSubmitted(filing=event.filing))]


def note_acceptance(received: Received[FilingAccepted]) -> list[Send]:
    """Tell the case; an accepted plan also tells each row when it is due."""
    event = received.event
    if event.filing is FilingKind.PROGRESS:
        return [send(f"case-{event.case}", _divided(event))]
    rows = [
        send(f"item-{row.issue}", FixDueDate(issue=row.issue, case=event.case, due_at=row.due_at))
        for row in event.due
    ]
    return [send(f"case-{event.case}", NotePlanAccepted()), *rows]


def open_filings(received: Received[RectificationCaseOpened]) -> list[Send]:
    """Let the unit owe its plan and its progress report."""
    event = received.event
    dates = {FilingKind.PLAN: event.plan_due_at, FilingKind.PROGRESS: event.progress_due_at}
    return [
        send(
            f"{filing.value}-{event.case}",
            OpenFiling(
                filing=filing,
                case=event.case,
                round=event.round,
                unit=event.unit,
                unit_name=event.unit_name,
                division=event.division,
                issues=event.issues,
                due_at=due_at,
            ),
        )
        for filing, due_at in dates.items()
    ]


def _divided(event: FilingAccepted) -> NoteReportAccepted:
    count = Counter(line.outcome for line in event.outcomes)
    return NoteReportAccepted(
        completed=count[Outcome.COMPLETED],
        basically=count[Outcome.BASICALLY],
        continuing=count[Outcome.CONTINUING],
    )


REACTIONS: Final = Reactions(
    name="own_log",
    source=own_log(),
    lines=(
        on("record_write_off", IssueWrittenOff, record_write_off),
        on("record_long_term", ItemMarkedLongTerm, record_long_term),
        on("record_reopening", ItemReopened, record_reopening),
        on("note_submission", FilingSubmitted, note_submission),
        on("note_acceptance", FilingAccepted, note_acceptance),
    ),
)

# A table of its own reads the log from its beginning: cases that were opened before there were
# filings get theirs.
FILINGS: Final = Reactions(
    name="filings",
    source=own_log(),
    lines=(on("open_filings", RectificationCaseOpened, open_filings),),
)
