"""Timers: what is due is fired; declared as a read model of due moments and a command."""

from libs.common.timers.declaration import Firing, Timers

__all__ = ["Firing", "Timers"]
