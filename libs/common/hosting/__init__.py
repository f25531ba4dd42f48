"""Hosting: a process that runs one service, or a site's four, in some roles."""

from libs.common.hosting.environment import Environment
from libs.common.hosting.host import Host
from libs.common.hosting.server import serve

__all__ = ["Environment", "Host", "serve"]
