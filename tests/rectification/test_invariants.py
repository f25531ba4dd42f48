"""What holds after any sequence of commands: three persons, no open row, no silent date."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal
from libs.common.decider.roles import OFFICE, REVIEWER, UNIT
from libs.common.testing.given import MOMENT, SITE
from services.rectification.domain.case.commands import (
    DecideExtension,
    NoteFilingSubmitted,
    NotePlanAccepted,
    NoteReportAccepted,
    RecomputeDueDates,
    RecordLongTerm,
    RecordReopening,
    RecordWriteOff,
    RequestExtension,
)
from services.rectification.domain.case.facts import CaseClosed, DueDateMoved
from services.rectification.domain.case.rules import case
from services.rectification.domain.filing.commands import (
    AcceptFiling,
    Assignment,
    AssignReviewers,
    RecordOpinion,
    ResubmitFiling,
    ReturnFiling,
    SubmitFiling,
)
from services.rectification.domain.filing.facts import (
    Answer,
    FilingAccepted,
    FilingResubmitted,
    FilingReturned,
    FilingSubmitted,
    Rating,
    ReviewBody,
    ReviewerOpinionRecorded,
)
from services.rectification.domain.filing.plan import plan
from services.rectification.domain.vocabulary import ActorId, FilingKind
from tests.campaign import ALWAYS_THE_SAME, examples
from tests.rectification.examples import BEGINNINGS, opened
from tests.rectification.filing_examples import DRAFTS
from tests.rectification.ground import ANA, BO, CASE, CY, DI, PERMITS, PURCHASES, TOWN

EXAMPLES = settings(
    max_examples=examples(50), deadline=None, derandomize=ALWAYS_THE_SAME, database=None
)
STEPS_MAX = 30

actors = st.sampled_from((ANA, BO, CY, DI))
bodies = st.sampled_from(tuple(ReviewBody))
issues = st.sampled_from((PERMITS, PURCHASES))
kinds = st.sampled_from(tuple(FilingKind))
answers = st.lists(
    st.builds(Answer, number=st.integers(1, 3), text=st.just("已改")), max_size=3
).map(tuple)

reviewing = st.one_of(
    st.just(SubmitFiling(case=CASE)),
    st.builds(
        lambda who: AssignReviewers(
            reviewers=tuple(Assignment(body=body, reviewer=ActorId(who)) for body in ReviewBody)
        ),
        actors,
    ),
    st.builds(RecordOpinion, body=bodies, rating=st.just(Rating.GOOD)),
    st.builds(ReturnFiling, comments=st.lists(st.just("改"), min_size=1, max_size=2).map(tuple)),
    st.builds(ResubmitFiling, answers=answers),
    st.just(AcceptFiling()),
)
# Chance would hardly ever name three reviewers and let each of them speak.
plans = st.sampled_from((DRAFTS[FilingKind.PLAN], *BEGINNINGS["plan"]))
working = st.one_of(
    st.builds(NoteFilingSubmitted, filing=kinds),
    st.just(NotePlanAccepted()),
    st.just(NoteReportAccepted(completed=2, basically=0, continuing=0)),
    st.builds(RecordWriteOff, issue=issues),
    st.builds(RecordLongTerm, issue=issues),
    st.builds(RecordReopening, issue=issues),
    st.just(RecomputeDueDates()),
    st.builds(
        RequestExtension,
        filing=kinds,
        until=st.dates(date(2026, 3, 1), date(2026, 12, 31)),
        reason=st.just("延期"),
    ),
    st.builds(DecideExtension, granted=st.booleans(), reason=st.just("同意")),
)


def context(actor: str, role: str, minutes: int = 0, **others: object) -> Context:
    """Let somebody ask in a role; the unit's people act for their unit."""
    return Context(
        now=MOMENT + timedelta(minutes=minutes),
        actor=actor,
        role=role,
        body="body",
        site=SITE,
        unit=TOWN if role == UNIT else None,
        others=others,
    )


def play(
    chance: st.DataObject,
    aggregate: Aggregate[Any, Any, Any],
    story: Iterable[Any],
    commands: st.SearchStrategy[Any],
) -> list[tuple[Any, str, Any]]:
    """Go on from a story; give all that happened, with by whom and the state before."""
    state, told = aggregate.initial, list[tuple[Any, str, Any]]()
    seen = {f"case-{CASE}": case.fold((opened,))}
    for event in story:
        told.append((event, getattr(event, "by", ""), state))
        state = aggregate.evolve(state, event)
    for step in range(STEPS_MAX):
        command, actor = chance.draw(commands), chance.draw(actors)
        roles = aggregate.allowed[type(command)].roles
        role = next(each for each in (SYSTEM, UNIT, OFFICE, REVIEWER) if each in roles)
        try:
            asked = context(actor, role, step)._replace(others=seen)
            decided = aggregate.handle(command, state, asked)
        except Refusal:
            continue
        for event in decided:
            told.append((event, actor, state))
            state = aggregate.evolve(state, event)
    return told


@EXAMPLES
@given(st.data())
def test_who_files_who_reviews_and_who_accepts_are_always_three(chance: st.DataObject) -> None:
    told = play(chance, plan, chance.draw(plans), reviewing)
    by: dict[str, set[str]] = {"filed": set(), "reviewed": set(), "accepted": set()}
    for event, actor, _ in told:
        match event:
            case FilingSubmitted() | FilingResubmitted():
                by["filed"].add(actor)
            case ReviewerOpinionRecorded():
                assert actor not in by["filed"]
                by["reviewed"].add(actor)
            case FilingAccepted():
                by["accepted"].add(actor)
    assert by["accepted"].isdisjoint(by["filed"] | by["reviewed"])


@EXAMPLES
@given(st.data())
def test_nothing_is_accepted_before_each_comment_is_answered_and_each_body_heard(
    chance: st.DataObject,
) -> None:
    told = play(chance, plan, chance.draw(plans), reviewing)
    owed, heard = set[int](), set[ReviewBody]()
    for event, _, _ in told:
        match event:
            case FilingReturned(wording=comments):
                owed = {comment.number for comment in comments}
            case FilingResubmitted(answers=given_answers):
                owed -= {answer.number for answer in given_answers}
                heard = set()
                assert not owed
            case ReviewerOpinionRecorded(body=body):
                heard.add(body)
            case FilingAccepted():
                assert not owed
                assert heard == set(ReviewBody)


@EXAMPLES
@given(st.data())
def test_a_case_never_closes_with_an_open_row(chance: st.DataObject) -> None:
    for event, _, state in play(chance, case, (opened,), working):
        if isinstance(event, CaseClosed):
            assert not state.remaining
            assert FilingKind.PROGRESS in state.accepted
            assert event.written_off + event.long_term == len(opened.issues)


@EXAMPLES
@given(st.data())
def test_a_due_date_never_moves_without_an_event(chance: st.DataObject) -> None:
    for event, _, state in play(chance, case, (opened,), working)[1:]:
        after = case.evolve(state, event)
        if not isinstance(event, DueDateMoved):
            assert after.due == state.due
            continue
        assert after.due[event.filing].at == event.due_at > state.due[event.filing].at
        assert after.due[event.filing].first_at == state.due[event.filing].first_at
        unmoved = {filing: due for filing, due in state.due.items() if filing is not event.filing}
        assert all(after.due[filing] == due for filing, due in unmoved.items())


def test_chance_reaches_what_the_properties_speak_of() -> None:
    reached: set[type] = set()

    @EXAMPLES
    @given(st.data())
    def file(chance: st.DataObject) -> None:
        reached.update(
            type(event) for event, _, _ in play(chance, plan, chance.draw(plans), reviewing)
        )

    @EXAMPLES
    @given(st.data())
    def work(chance: st.DataObject) -> None:
        reached.update(type(event) for event, _, _ in play(chance, case, (opened,), working))

    file()
    work()
    assert {FilingAccepted, FilingResubmitted, CaseClosed, DueDateMoved} <= reached
