"""What can be asked of working papers and shared questions."""

from typing import Final

from libs.common.http import Route, get, post, rows
from services.issues.domain.paper.commands import (
    AnswerDispute,
    AttachEvidence,
    ConfirmFacts,
    ConsultPaper,
    DisputeFacts,
    DraftPaper,
    FilePaper,
    ReturnPaper,
    ReviewPaper,
    SignPaper,
)
from services.issues.domain.paper.rules import working_paper
from services.issues.domain.question import AnswerSharedQuestion, AskSharedQuestion, question
from services.issues.projections.paper_desk import paper_desk

ROUTES: Final[tuple[Route, ...]] = (
    post("/working-papers/{paper}/draft", DraftPaper, working_paper),
    post("/working-papers/{paper}/evidence", AttachEvidence, working_paper),
    post("/working-papers/{paper}/fact-confirmation", ConfirmFacts, working_paper),
    post("/working-papers/{paper}/fact-dispute", DisputeFacts, working_paper),
    post("/working-papers/{paper}/dispute-answer", AnswerDispute, working_paper),
    post("/working-papers/{paper}/review", ReviewPaper, working_paper),
    post("/working-papers/{paper}/consultation", ConsultPaper, working_paper),
    post("/working-papers/{paper}/return", ReturnPaper, working_paper),
    post("/working-papers/{paper}/signature", SignPaper, working_paper, if_match=True),
    post("/working-papers/{paper}/filing", FilePaper, working_paper),
    get("/working-papers/{paper}", working_paper),
    rows("/paper-desk", paper_desk, mine="asked_unit"),
    post("/shared-questions/{question}/asking", AskSharedQuestion, question),
    post("/shared-questions/{question}/answer", AnswerSharedQuestion, question),
    get("/shared-questions/{question}", question),
)
