"""What can be asked of the rectification service."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.rectification.domain.case import case
from services.rectification.domain.item.commands import (
    AddEvidence,
    ClaimCompletion,
    RejectClaim,
    ReportProgress,
    VerifyItem,
    WriteOffItem,
)
from services.rectification.domain.item.rules import item
from services.rectification.domain.reported_case import reported_case
from services.rectification.projections.board import board
from services.rectification.projections.ledger import ledger

# Whoever judges a row says which version of it they judge.
ROUTES: Final[tuple[Route, ...]] = (
    post("/items/{item}/progress", ReportProgress, item),
    post("/items/{item}/evidence", AddEvidence, item),
    post("/items/{item}/claim", ClaimCompletion, item),
    post("/items/{item}/rejection", RejectClaim, item, if_match=True),
    post("/items/{item}/verification", VerifyItem, item, if_match=True),
    post("/items/{item}/write-off", WriteOffItem, item, if_match=True),
    get("/items/{item}", item),
    get("/cases/{case}", case),
    get("/reported-cases/{reported_case}", reported_case),
    rows("/ledger", ledger, mine="unit"),
    rows("/board", board, mine="unit"),
)
