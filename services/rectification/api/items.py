"""What can be asked of the ledger's rows."""

from typing import Final

from libs.common.http import Route, get, post
from services.rectification.domain.item.commands import (
    AddEvidence,
    ClaimCompletion,
    MarkLongTerm,
    RejectClaim,
    ReopenItem,
    ReportProgress,
    VerifyItem,
    WriteOffItem,
)
from services.rectification.domain.item.rules import item

# Whoever judges a row says which version of it they judge.
ROUTES: Final[tuple[Route, ...]] = (
    post("/items/{item}/progress", ReportProgress, item),
    post("/items/{item}/evidence", AddEvidence, item),
    post("/items/{item}/claim", ClaimCompletion, item),
    post("/items/{item}/rejection", RejectClaim, item, if_match=True),
    post("/items/{item}/verification", VerifyItem, item, if_match=True),
    post("/items/{item}/write-off", WriteOffItem, item, if_match=True),
    post("/items/{item}/long-term", MarkLongTerm, item, if_match=True),
    post("/items/{item}/reopening", ReopenItem, item, if_match=True),
    get("/items/{item}", item),
)
