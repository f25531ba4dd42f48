"""The two edges of every request: one line in the access log, and a defect's only report."""

from collections.abc import Awaitable, Callable
from traceback import format_exception
from typing import Final

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libs.common.clock import monotonic_seconds
from libs.common.http.asked import language, request_id
from libs.common.http.problems import Problem

log: Final = structlog.get_logger("access")

QUIET_PATHS: Final = ("/healthz", "/readyz")

# What is answered is for the one who asked, and is what its type says.
PRIVATE: Final = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))


class AccessLog:
    """Logs each request once: method, path, status, how long, who (an opaque reference)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request and log it."""
        if scope["type"] != "http" or scope["path"] in QUIET_PATHS:
            await self.app(scope, receive, send)
            return
        began, status = monotonic_seconds(), 0

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], *PRIVATE]}
            await send(message)

        try:
            await self.app(scope, receive, note)
        except Exception as defect:  # noqa: BLE001 - the edge: reported once, with its stack
            answer = answer_defect(Request(scope), defect)
            if not status:  # An answer that was begun cannot be taken back: it is cut off.
                await answer(scope, receive, note)
        finally:
            state = scope.get("state", {})
            log.info(
                "request",
                method=scope["method"],
                path=scope["path"],
                status=status,
                milliseconds=round((monotonic_seconds() - began) * 1000, 2),
                request_id=state.get("request_id"),
                actor=state.get("actor"),
                problem=state.get("problem"),
            )


Handler = Callable[[Request, Exception], Awaitable[Response]]


async def answer_problem(request: Request, problem: Exception) -> Response:
    """Write a Problem; refusals and denials are seen in the access log by their code."""
    if not isinstance(problem, Problem):
        raise problem
    request.state.problem = problem.code
    return problem.response(language(request), request_id(request))


async def answer_http(request: Request, failed: Exception) -> Response:
    """Translate what the router itself refuses."""
    status = failed.status_code if isinstance(failed, HTTPException) else 404
    code = "method_not_allowed" if status == 405 else "not_found"  # noqa: PLR2004 - HTTP
    answer = await answer_problem(request, Problem(code))
    answer.headers.update(getattr(failed, "headers", None) or {})  # `Allow` of a 405.
    return answer


def answer_defect(request: Request, defect: Exception) -> Response:
    """A defect: logged once with its stack; the answer says nothing of its inside."""
    # As text: a logger that shows the locals of each frame would show the token among them.
    stack = "".join(format_exception(defect))
    log.error("defect", request_id=request_id(request), stack=stack)
    request.state.problem = "defect"
    return Problem("defect").response(language(request), request_id(request))


HANDLERS: Final[dict[type[Exception] | int, Handler]] = {
    Problem: answer_problem,
    HTTPException: answer_http,
}
