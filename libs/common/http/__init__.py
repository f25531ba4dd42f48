"""HTTP: one row per command, resource or list; everything else follows from the row."""

from libs.common.http.routes import (
    CommandRoute,
    ListRoute,
    LiveRoute,
    ResourceRoute,
    Route,
    get,
    live,
    post,
    rows,
)

__all__ = [
    "CommandRoute",
    "ListRoute",
    "LiveRoute",
    "ResourceRoute",
    "Route",
    "get",
    "live",
    "post",
    "rows",
]
