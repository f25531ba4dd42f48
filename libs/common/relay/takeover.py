"""Where a new relay goes on: after the last committed record of the tape, and nowhere else.

The cursor in PostgreSQL may lag behind the tape, because it is written after Kafka's commit; to go
on from it would repeat events. Its only use is to show that the broker lost some.
"""

from libs.common.kafka.tape import Tape
from libs.common.relay.alarms import Alarms
from libs.common.relay.source import read_cursor
from libs.common.store.lineage import Finding, Standing, compare
from libs.common.store.reading import Connection


class TapeDisagrees(Exception):  # noqa: N818 - named by what it is
    """The database is behind the tape, or holds other events: to go on would fork the tape."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(f"{finding.standing.value}: {finding.detail}")
        self.finding = finding


async def position_on_tape(connection: Connection, tape: Tape, site: str) -> Finding:
    """Compare tape and database; raises TapeDisagrees and TapeUnreachable."""
    finding = await compare(connection, tape, await tape.tail(), site)
    if finding.standing is not Standing.AGREES:
        raise TapeDisagrees(finding)
    return finding


async def tape_lost_records(connection: Connection, finding: Finding, alarms: Alarms) -> bool:
    """Tell whether the tape ends before what had been committed to it, and raise the alarm."""
    cursor = await read_cursor(connection)
    reached = 0 if finding.tape is None else finding.tape.position
    if reached >= cursor:
        return False
    alarms.raise_alarm("relay_tail_behind_cursor", tail=reached, cursor=cursor)
    return True
