"""What can be asked of plans and progress reports: alike, but for how each is drafted."""

from typing import Any, Final

from libs.common.decider import Aggregate
from libs.common.http import Route, get, post
from services.rectification.domain.filing.commands import (
    AcceptFiling,
    AssignReviewers,
    RecordOpinion,
    ResubmitFiling,
    ReturnFiling,
    SavePlanDraft,
    SaveReportDraft,
    SignTruthStatement,
    SubmitFiling,
)
from services.rectification.domain.filing.plan import plan
from services.rectification.domain.filing.progress import progress


def filing_routes(path: str, aggregate: Aggregate[Any, Any, Any]) -> tuple[Route, ...]:
    """Write the rows of one kind of filing; whoever judges says which version they judge."""
    return (
        post(f"{path}/submission", SubmitFiling, aggregate),
        post(f"{path}/reviewers", AssignReviewers, aggregate),
        post(f"{path}/opinion", RecordOpinion, aggregate),
        post(f"{path}/return", ReturnFiling, aggregate, if_match=True),
        post(f"{path}/resubmission", ResubmitFiling, aggregate),
        post(f"{path}/acceptance", AcceptFiling, aggregate, if_match=True),
        get(path, aggregate),
    )


# The bodies give their opinions beside each other, so an opinion names no version.
ROUTES: Final[tuple[Route, ...]] = (
    post("/plans/{case}/draft", SavePlanDraft, plan),
    *filing_routes("/plans/{case}", plan),
    post("/progress-reports/{case}/draft", SaveReportDraft, progress),
    post("/progress-reports/{case}/truth-statement", SignTruthStatement, progress),
    *filing_routes("/progress-reports/{case}", progress),
)
