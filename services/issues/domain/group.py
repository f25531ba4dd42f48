"""The group of an engagement: who writes its papers, reviews and signs them, sorts its list."""

from libs.common.decider import Denial, frozen
from services.issues.domain.vocabulary import ActorId


class NotOfTheGroup(Denial):
    """In an engagement acts who holds that office in its own group, not in another one."""


@frozen
class Group:
    """The people of one group, as they were when it entered; actors are opaque references."""

    leader: ActorId
    deputies: tuple[ActorId, ...]
    liaison_officers: tuple[ActorId, ...]
    members: tuple[ActorId, ...]

    @property
    def heads(self) -> frozenset[str]:
        """Leader and deputies."""
        return frozenset((self.leader, *self.deputies))

    @property
    def desk(self) -> frozenset[str]:
        """Leader and liaison officers: those through whom the group's paperwork runs."""
        return frozenset((self.leader, *self.liaison_officers))

    @property
    def paperwork(self) -> frozenset[str]:
        """Leader, deputies and liaison officers: those who sort the list and write the report."""
        return self.heads | self.desk

    @property
    def everybody(self) -> frozenset[str]:
        """All who belong to it."""
        return self.paperwork | frozenset(self.members)


def of_the_group(actor: str, people: frozenset[str]) -> None:
    """Check that somebody is among these people of the group."""
    if actor not in people:
        raise NotOfTheGroup
