"""Events that every log may hold, whatever its service: founding, epochs, destruction."""

from libs.common.decider import frozen


@frozen
class SiteFounded:
    """The first event of a log: what the site was when it began, and by which clock it runs."""

    site: str
    division: str
    level: str
    time_zone: str
    clock: str


@frozen
class EpochOpened:
    """The first event of an epoch: the log goes on from what survived, and says what that is."""

    surviving_size: int
    surviving_root: str
    witnessed: str | None = None
    reason: str
    opened_by: str
    confirmed_by: str


@frozen
class DataDestroyed:
    """The data of the event at `position` is to be destroyed; its header and proofs remain."""

    position: int
    reason: str
    ordered_by: str
    confirmed_by: str
