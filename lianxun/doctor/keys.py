"""The keys that tokens are checked with."""

from lianxun.doctor.finding import Finding, fail, ok, warn
from lianxun.doctor.subject import Subject
from libs.common.auth.keys import UNREADABLE, read_keys


async def examine(subject: Subject) -> list[Finding]:
    """Read them as a service would."""
    try:
        keys = await read_keys(subject.keys)
    except UNREADABLE as unreadable:
        if subject.is_local and isinstance(unreadable, FileNotFoundError):
            return [warn("token keys", "there are none yet", "lianxun up makes them")]
        advice = f"correct LIANXUN_AUTH_JWKS: {subject.keys}"
        return [fail("token keys", f"{type(unreadable).__name__}: {unreadable}", advice)]
    return [ok("token keys", ", ".join(sorted(keys)))]
