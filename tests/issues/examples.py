"""Canonical facts of programmes and cases, and an example of every event."""

from dataclasses import replace
from typing import Final

from services.issues.domain.noted_case import CaseClosingNoted, CaseNoted
from services.issues.domain.programme_findings import (
    Focus,
    LinkedFindingsNoted,
    LinkedIssue,
    MergedResultsNoted,
    SectorFinding,
    SectorFindingsDecided,
)
from services.issues.domain.report.facts import (
    Sentence,
)
from services.issues.domain.sector_issue import SectorIssueRaised
from services.issues.domain.vocabulary import (
    EngagementKey,
    FocusKey,
    LinkedEngagement,
    PaperKey,
    SectorIssueKey,
)
from tests.issues.issue_examples import (
    CASE,
    ENGAGEMENT,
    OTHER_DIGEST,
    OTHER_TOWN,
    PERMITS,
    PROGRAMME,
    TOWN,
    approved,
    case_closed,
    closed,
    common_approved,
    confirmed,
    dropped,
    fed_back,
    found,
    in_rectification,
    listed,
    merged,
    proposed,
    raised,
    reopened,
    resolved,
    tagged,
)
from tests.issues.list_examples import (
    findings_reported,
    frozen_list,
    linked,
    list_approved,
    sorted_once,
    sorted_twice,
    use_noted,
)
from tests.issues.paper_examples import (
    answered_by_unit,
    asked,
    attached,
    checked,
    comment_resolved,
    commented,
    consultation_opened,
    consulted,
    dispute_answered,
    drafted,
    facts_confirmed,
    facts_disputed,
    filed,
    report_drafted,
    returned,
    reviewed,
    signed,
)

case_noted: Final = CaseNoted(case=CASE, issues=(PERMITS,))
closing_noted: Final = CaseClosingNoted(case=CASE, issues=(PERMITS,))

FOCUS: Final = Focus(
    key=FocusKey("F1"),
    title="审批时限",
    domain="permits",
    department="360000-environment",
)
OWN: Final = LinkedEngagement(f"360722/{ENGAGEMENT}")
CITY: Final = LinkedEngagement("360700/P03-U05")
found_here: Final = LinkedFindingsNoted(
    programme=PROGRAMME,
    engagement=OWN,
    division="360722100",
    issues=(LinkedIssue(issue=f"360722/{PERMITS}", domain="permits"),),
)
found_in_the_city: Final = LinkedFindingsNoted(
    programme=PROGRAMME,
    engagement=CITY,
    division="360700",
    issues=(
        LinkedIssue(issue="360700/i-1", domain="permits"),
        LinkedIssue(issue="360700/i-2", domain="land_and_resources"),
    ),
)
results_merged: Final = MergedResultsNoted(
    programme=PROGRAMME, focus=(FOCUS,), engagements=(OWN, CITY)
)
sector_decided: Final = SectorFindingsDecided(
    programme=PROGRAMME,
    found=(
        SectorFinding(
            focus=FOCUS,
            issues=(f"360722/{PERMITS}", "360700/i-1"),
            divisions=("360722100", "360700"),
        ),
    ),
)
sector_raised: Final = SectorIssueRaised(
    sector_issue=SectorIssueKey(f"{PROGRAMME}-F1"),
    programme=PROGRAMME,
    title=FOCUS.title,
    domain=FOCUS.domain,
    department=FOCUS.department,
    issues=(f"360722/{PERMITS}", "360700/i-1"),
    divisions=("360722100", "360700"),
)

EVENTS: Final = (
    *(found, raised, approved, fed_back, resolved, tagged, listed, confirmed, merged, dropped),
    *(
        proposed,
        common_approved,
        in_rectification,
        reopened,
        case_closed,
        closed,
        case_noted,
        closing_noted,
    ),
    *(linked, sorted_twice, frozen_list, use_noted, list_approved, findings_reported),
    *(drafted, attached, facts_confirmed, facts_disputed, dispute_answered, reviewed),
    *(consulted, returned, signed, filed, asked, answered_by_unit),
    *(report_drafted, consultation_opened, commented, comment_resolved, checked),
    *(found_here, results_merged, sector_decided, sector_raised),
)

_paper_signed = (
    replace(drafted, engagement=EngagementKey(TOWN)),
    *(attached, facts_confirmed, reviewed, consulted, signed),
)
BEGINNINGS: Final = {
    "list": (
        (replace(linked, engagement=EngagementKey(TOWN)),),
        (
            replace(linked, engagement=EngagementKey(TOWN)),
            replace(sorted_once, kept=()),
            replace(sorted_twice, kept=(), merged=(), dropped=()),
        ),
    ),
    "common_issue": ((proposed,),),
    "issue": (
        (replace(found, engagement=EngagementKey(TOWN), papers=(PaperKey(TOWN),)),),
        (raised, approved),
        (replace(raised, unit=OTHER_TOWN), approved),
    ),
    "paper": (_paper_signed[:1], _paper_signed[:-1], _paper_signed),
    "report": (
        (
            replace(
                report_drafted,
                engagement=EngagementKey(TOWN),
                sentences=(Sentence(digest=OTHER_DIGEST, papers=(PaperKey(TOWN),)),),
            ),
            consultation_opened,
        ),
    ),
}
"""Stories of streams that depend on each other, from which chance goes on."""
