"""In whatever order things happen: nothing is closed, merged or told too early."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libs.common.decider import Context, Refusal
from libs.common.decider.roles import LEADING_OFFICIAL, OFFICE, SECRETARY
from libs.common.testing.given import MOMENT, SITE
from services.rounds.domain.feedback_facts import (
    FeedbackApproved,
    FeedbackDelivered,
    FeedbackScheduled,
)
from services.rounds.domain.feedback_session import (
    ApproveFeedback,
    DeliverFeedback,
    FeedbackCommand,
    ScheduleFeedback,
    feedback_session,
)
from services.rounds.domain.hearing.commands import CloseHearing, HearGroup, HearingCommand
from services.rounds.domain.hearing.facts import (
    GroupReportHeard,
    HearingClosed,
    HearingEvent,
    HearingKind,
)
from services.rounds.domain.hearing.rules import hearing_meeting
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.programme.commands import MergeResults
from services.rounds.domain.programme.facts import (
    ChildExcused,
    LinkedResultsMerged,
    MilestoneReached,
)
from services.rounds.domain.programme.rules import (
    MergeTooEarly,
    NothingToMerge,
    child_key,
    linked_programme,
)
from services.rounds.domain.rules import rules
from services.rounds.domain.vocabulary import EngagementKey, SiteKey
from tests.campaign import ALWAYS_THE_SAME, examples
from tests.rounds.feedback_examples import HELD_ON, drafted_on_report, feedback_rule
from tests.rounds.hearing_examples import called, opened
from tests.rounds.preparation_examples import GROUP, OTHER_GROUP
from tests.rounds.programme_examples import (
    programme_launched,
    programme_planned,
    reached,
    schedule_aligned,
)

MANY = settings(
    max_examples=examples(60), deadline=None, derandomize=ALWAYS_THE_SAME, database=None
)
CHILDREN = [
    (SiteKey(site), EngagementKey(engagement))
    for site in ("360700", "360722")
    for engagement in ("E1", "E2")
]
happenings = st.lists(
    st.one_of(
        st.builds(
            lambda child, milestone: reached(*child, milestone),
            st.sampled_from(CHILDREN),
            st.sampled_from(list(Milestone)),
        ),
        st.builds(
            lambda child: ChildExcused(site=child[0], engagement=child[1], reason="x"),
            st.sampled_from(CHILDREN),
        ),
    ),
    max_size=16,
)
hearing_steps = st.lists(
    st.sampled_from([HearGroup(group=GROUP), HearGroup(group=OTHER_GROUP), CloseHearing()]),
    max_size=8,
)
feedback_steps = st.lists(
    st.sampled_from(
        [
            (ApproveFeedback(), "dispatching_committee"),
            (ScheduleFeedback(held_on=HELD_ON), OFFICE),
            (DeliverFeedback(head_told=True, team_told=True), LEADING_OFFICIAL),
        ]
    ),
    max_size=8,
)


def context(role: str) -> Context:
    """Let somebody else than the drafter act in a role, while a feedback rule is in force."""
    others = {rules.stream("feedback"): rules.fold([feedback_rule()])}
    return Context(now=MOMENT, actor="actor-bo", role=role, body="body", site=SITE, others=others)


def named(happened: Iterable[MilestoneReached | ChildExcused]) -> set[str]:
    """Name the children that some events are about."""
    return {child_key(event) for event in happened}


@MANY
@given(happenings)
def test_mechanism_38_every_child_is_reported_or_excused_when_results_are_merged(
    happened: list[MilestoneReached | ChildExcused],
) -> None:
    state = linked_programme.fold(
        [programme_planned, schedule_aligned, programme_launched, *happened]
    )
    reported = named(
        event
        for event in happened
        if isinstance(event, MilestoneReached) and event.milestone is Milestone.REPORT_APPROVED
    )
    excused = named(event for event in happened if isinstance(event, ChildExcused))
    missing = named(happened) - reported - excused
    asked = (MergeResults(), state, context(OFFICE))
    if missing:
        with pytest.raises(MergeTooEarly) as early:
            linked_programme.handle(*asked)
        assert early.value.details == {"missing": len(missing)}
    elif not reported:
        with pytest.raises(NothingToMerge):
            linked_programme.handle(*asked)
    else:
        (merged,) = linked_programme.handle(*asked)
        assert isinstance(merged, LinkedResultsMerged)
        assert (set(merged.engagements), set(merged.excused)) == (reported, excused - reported)


@MANY
@given(hearing_steps)
def test_mechanism_08_no_meeting_closes_before_each_group_was_heard_in_its_turn(
    steps: list[HearingCommand],
) -> None:
    happened: list[HearingEvent] = [*called(HearingKind.SECRETARY), opened]
    for step in steps:
        try:
            state = hearing_meeting.fold(happened)
            happened += hearing_meeting.handle(step, state, context(SECRETARY))
        except Refusal:
            continue
    heard = [event.group for event in happened if isinstance(event, GroupReportHeard)]
    assert heard == [GROUP, OTHER_GROUP][: len(heard)]
    assert len(heard) == 2 or not any(isinstance(event, HearingClosed) for event in happened)


@MANY
@given(feedback_steps)
def test_no_unit_is_told_before_there_was_consent_and_a_day(
    steps: list[tuple[FeedbackCommand, str]],
) -> None:
    state = feedback_session.fold([drafted_on_report])
    kinds: list[type] = []
    for step, role in steps:
        try:
            events = feedback_session.handle(step, state, context(role))
        except Refusal:
            continue
        state = feedback_session.fold(events, state)
        kinds += map(type, events)
    if FeedbackDelivered in kinds:
        before = kinds[: kinds.index(FeedbackDelivered)]
        assert before.index(FeedbackApproved) < before.index(FeedbackScheduled)
