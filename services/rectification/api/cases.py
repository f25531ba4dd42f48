"""What can be asked of cases, our own and those of the levels below."""

from typing import Final

from libs.common.http import Route, get, post
from services.rectification.domain.case.commands import (
    DecideExtension,
    RecomputeDueDates,
    RequestExtension,
)
from services.rectification.domain.case.rules import case
from services.rectification.domain.reported_case import reported_case

ROUTES: Final[tuple[Route, ...]] = (
    post("/cases/{case}/due-dates", RecomputeDueDates, case),
    post("/cases/{case}/extension-request", RequestExtension, case),
    post("/cases/{case}/extension-decision", DecideExtension, case, if_match=True),
    get("/cases/{case}", case),
    get("/reported-cases/{reported_case}", reported_case),
)
