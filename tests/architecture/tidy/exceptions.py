"""Where a rule does not hold, and why: every line has a reason and still meets something."""

from fnmatch import fnmatch
from typing import NamedTuple

from tests.architecture.tidy.source import Finding


class Exemption(NamedTuple):
    """A rule, the files and the words of the findings that it does not apply to, and why."""

    rule: str
    path: str
    what: str
    reason: str

    def covers(self, rule: str, finding: Finding) -> bool:
        """Tell whether a finding is no violation."""
        return rule == self.rule and fnmatch(finding.path, self.path) and self.what in finding.what


NAMES = "names say something"
CATCHING = "only the edges catch everything"
IMPORTS = "the domain imports little"
LEAVING_OUT = "no test is left out"

_COLUMN = "the column `data` of an event, whose name is part of every stored header"
_FOLDER = "the folder that a server keeps its files in, by PostgreSQL's and Kafka's own word"
_SYSTEM = "a process of the operating system, which is what these files are about"
_STOPS_ALONE = "an event that cannot be read or folded stops its read model alone, with the reason"
_CONSUMER = "the edge of the consumer loop: it parks or stops, and never goes on as if nothing were"

EXEMPTIONS: tuple[Exemption, ...] = (
    Exemption(NAMES, "libs/common/events/*", "the name data", _COLUMN),
    Exemption(NAMES, "libs/common/events/*", "the name DataDestroyed", _COLUMN),
    Exemption(NAMES, "libs/common/store/*", "the name data", _COLUMN),
    Exemption(NAMES, "libs/common/kafka/*", "the name DATA_DESTROYED", _COLUMN),
    Exemption(NAMES, "tests/contracts/*", "the name data", _COLUMN),
    Exemption(NAMES, "libs/common/store/site.py", "the name DestroyData", _COLUMN),
    Exemption(NAMES, "libs/common/relay/messages.py", "the name data", _COLUMN),
    Exemption(NAMES, "libs/common/testing/*", "the name data", _COLUMN),
    Exemption(NAMES, "tests/relay/log_builder.py", "the name data", _COLUMN),
    Exemption(NAMES, "lianxun/scenarios/stored.py", "the name data", _COLUMN),
    Exemption(NAMES, "bench/append_peers.py", "the name data", _COLUMN),
    Exemption(
        *(NAMES, "libs/common/relay/session.py", "the name manager"),
        "aiokafka's transaction manager, which has no other name",
    ),
    Exemption(
        *(NAMES, "services/issues/domain/taxonomy.py", "the name DATA_QUALITY"),
        "a word of the issue taxonomy, said by inspectors of registers",
    ),
    Exemption(
        *(NAMES, "libs/common/hosting/one_write.py", "the name get_extra_info"),
        "a method of every transport of asyncio",
    ),
    Exemption(NAMES, "lianxun/local/*", "the name data", _FOLDER),
    Exemption(NAMES, "lianxun/local/*", "process", _SYSTEM),
    Exemption(NAMES, "lianxun/sites/*", "process", _SYSTEM),
    Exemption(NAMES, "lianxun/sites/process.py", "the name data", _FOLDER),
    Exemption(NAMES, "tests/local/*", "process", _SYSTEM),
    Exemption(NAMES, "tests/relay/*", "rocess", _SYSTEM),
    Exemption(NAMES, "bench/*", "process", _SYSTEM),
    Exemption(
        *(NAMES, "libs/common/reactions/subscription.py", "the name exc_info"),
        "logging calls the parameter so, and who logs through us passes it by name",
    ),
    Exemption(
        *(NAMES, "tests/services/test_any_sequence.py", "the name data"),
        "hypothesis gives the object that draws under this very name",
    ),
    Exemption(
        *(CATCHING, "libs/common/http/access.py", "AccessLog.__call__"),
        "the edge of every request: a defect is logged once with its stack and answered with 500",
    ),
    Exemption(CATCHING, "libs/common/reactions/*_runner.py", "", _CONSUMER),
    Exemption(
        *(CATCHING, "libs/common/reactions/turning.py", "Turning.run"),
        "the edge of the runner's loop: a defect is logged and shown, and it begins again later",
    ),
    Exemption(CATCHING, "libs/common/projections/folding.py", "", _STOPS_ALONE),
    Exemption(CATCHING, "libs/common/projections/readahead.py", "read ", _STOPS_ALONE),
    Exemption(
        *(CATCHING, "libs/common/store/flight.py", "Flight.board"),
        "one decision's defect is handed to the one who asked, not to those in the same batch",
    ),
    Exemption(
        *(CATCHING, "lianxun/local/launch.py", "_launch_on"),
        "what was started is ended, whatever the reason; only a lost port is tried again",
    ),
    Exemption(
        *(LEAVING_OUT, "tests/local/test_containment.py", "skipif"),
        "only root has to be contained; for anybody else there is nothing to contain",
    ),
    Exemption(
        *(IMPORTS, "services/rounds/domain/*", "libs.common.divisions"),
        "the division register is a table shipped with the code; looking a code up is pure",
    ),
    Exemption(
        *(IMPORTS, "services/*/domain/*", "libs.common.deadlines"),
        "due dates are counted by a table of holidays shipped with the code; counting is pure",
    ),
    Exemption(
        *(IMPORTS, "services/notifications/domain/notification.py", "uuid"),
        "a notification's key is derived from the event it tells of, by uuid5, which is pure",
    ),
)


def remaining(rule: str, findings: list[Finding]) -> list[Finding]:
    """Give the findings that no exemption covers."""
    return [
        finding
        for finding in findings
        if not any(exemption.covers(rule, finding) for exemption in EXEMPTIONS)
    ]
