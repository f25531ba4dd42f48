"""Who hears that a filing is due soon, or late."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from libs.common.decider.roles import (
    LEADING_GROUP,
    OFFICE,
    UNIT,
)
from services.notifications.domain.escalation import PATH, Filing
from services.notifications.domain.notification import (
    QueueNotification,
    Template,
)
from services.notifications.reactions import (
    own_log,
)
from tests.notifications.examples import DUE, TOWN
from tests.notifications.said import CASE_AND_NAME, DUE_ON, fired, notice, told

FIRED = [(filing, step, DUE) for filing in Filing for step in PATH]


@pytest.mark.parametrize(("filing", "step", "due_at"), FIRED)
def test_what_fires_is_told_to_the_role_of_its_step(
    filing: Filing, step: Any, due_at: datetime
) -> None:
    word = "due_soon" if step.days < 0 else "late"
    unit = TOWN if step.role == UNIT else None
    sentence = notice(
        Template(f"{filing.value}_{word}"), step.role, unit, **CASE_AND_NAME, due_on=DUE_ON
    )
    assert told(own_log.REACTIONS, fired(filing, step, due_at)) == [sentence]


def test_the_path_escalates_from_the_unit_to_the_office_to_the_leading_group() -> None:
    assert [(step.days, step.role) for step in PATH] == [
        *((days, UNIT) for days in (-14, -7, -3, -1, 1)),
        (7, OFFICE),
        (14, LEADING_GROUP),
    ]


def test_a_day_is_the_one_in_china_whatever_the_zone() -> None:
    midnight_there = DUE + timedelta(seconds=1)
    (said,) = told(own_log.REACTIONS, fired(Filing.PLAN, PATH[0], midnight_there))
    assert isinstance(said.command, QueueNotification)
    assert said.command.parameters["due_on"] == "2026-05-01"
