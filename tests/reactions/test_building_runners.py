"""From tables to runners: topics, groups, and tables that are refused."""

import pytest

from libs.common.reactions import (
    Reactions,
    Source,
    on,
    own_log,
    service,
    subordinates,
    superiors,
)
from libs.common.reactions.runners import SourceReadTwice, runners, topics_of
from libs.common.reactions.vocabulary import Vocabulary
from libs.common.settings import SiteSettings
from tests.reactions.desk import Desk
from tests.reactions.vocabulary import FROM_TELLER, REGISTRY, Sighed, Told

CITY = SiteSettings(site="360700", superiors="360000", subordinates="360722, 360723")
SHAPES = REGISTRY.shapes("teller", "events")


@pytest.mark.parametrize(
    ("source", "topics"),
    [
        (service("issues"), ("360700.issues.events",)),
        (subordinates("issues"), ("360722.issues.linked", "360723.issues.linked")),
        (superiors("rounds"), ("360000.rounds.linked",)),
        (own_log(), ()),
    ],
)
def test_a_source_leads_to_its_topics(source: Source, topics: tuple[str, ...]) -> None:
    assert topics_of(source, CITY) == topics


def test_a_topic_is_read_by_one_table_only() -> None:
    again = Reactions(name="again", source=service("teller"), lines=FROM_TELLER.lines)
    with pytest.raises(SourceReadTwice, match=r"360700\.teller\.events"):
        runners(_unconnected().around(FROM_TELLER, again))


def test_an_event_that_its_circle_never_hears_of_is_refused() -> None:
    deaf = Reactions(
        name="deaf", source=subordinates("teller"), lines=(on("sigh", Sighed, lambda _: []),)
    )
    with pytest.raises(ValueError, match="nobody publishes Sighed"):
        runners(_unconnected().around(deaf))


def test_two_lines_of_one_name_for_one_event_are_refused() -> None:
    line = on("write_down", Told, lambda _: [])
    with pytest.raises(ValueError, match="two lines named write_down"):
        Vocabulary(Reactions(name="t", source=service("teller"), lines=(line, line)), SHAPES)


def _unconnected() -> Desk:
    return Desk("360700", None, None, 0)  # type: ignore[arg-type]  # nothing is asked of either
