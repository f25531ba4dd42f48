"""Whatever is asked in whatever order: no line of a list is lost, no paper has too few hands."""

from dataclasses import replace
from typing import Any, Final, TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from libs.common.decider import SYSTEM, Aggregate, Context, Refusal
from libs.common.decider.roles import (
    GROUP_LEADER,
)
from libs.common.testing.given import BODY, MOMENT, SITE
from services.issues.domain.issue.commands import (
    CloseIssue,
    MarkApproved,
    MarkConfirmed,
    MarkFedBack,
    MarkInRectification,
    MarkListed,
    ResolveIssue,
)
from services.issues.domain.issue.rules import issue
from services.issues.domain.issue.state import IssueStatus, issue_stream
from services.issues.domain.issue_list.commands import (
    DroppedLine,
    FreezeList,
    MergedLine,
    NoteResultUse,
    SortList,
    SortListAgain,
)
from services.issues.domain.issue_list.facts import IssueListApproved, IssueListFrozen
from services.issues.domain.issue_list.rules import issue_list
from services.issues.domain.issue_list.state import list_stream
from services.issues.domain.paper.commands import (
    AttachEvidence,
    ConfirmFacts,
    ConsultPaper,
    DraftPaper,
    ReturnPaper,
    ReviewPaper,
    SignPaper,
)
from services.issues.domain.paper.drafting import HANDLERS_MIN
from services.issues.domain.paper.rules import working_paper
from services.issues.domain.programme_findings import (
    NoteLinkedFindings,
    NoteMergedResults,
    SectorFindingsDecided,
    programme_findings,
)
from services.issues.domain.vocabulary import ActorId, HearingKey, PaperNumber
from tests.campaign import ALWAYS_THE_SAME, examples
from tests.issues.examples import CITY, OWN, found_here, found_in_the_city
from tests.issues.issue_examples import (
    ANA,
    BO,
    CASE,
    CY,
    DI,
    DIGEST,
    ENGAGEMENT,
    FEEDBACK,
    LAND,
    PAPER,
    PERMITS,
    PROGRAMME,
    PURCHASES,
    STRANGER,
    TOWN,
    found,
    found_land,
    found_purchases,
)
from tests.issues.list_examples import opened, sorted_once, sorted_twice
from tests.issues.paper_examples import attached, consulted, drafted, facts_confirmed, reviewed

STEPS_MAX: Final = 25
CHECKED = settings(
    max_examples=examples(150), deadline=None, derandomize=ALWAYS_THE_SAME, database=None
)

note_use = NoteResultUse(hearing=HearingKey("C01-H1"), use="feedback")
_ISSUES: Final = (PERMITS, PURCHASES, LAND)
_RAISED: Final = {
    issue_stream(each.issue): issue.fold([each]) for each in (found, found_purchases, found_land)
}
_ELSEWHERE: Final = {**_RAISED, list_stream(ENGAGEMENT): issue_list.fold([opened])}
_some_issues = st.lists(st.sampled_from(_ISSUES), max_size=3).map(tuple)
_group = st.lists(st.sampled_from((ANA, BO, CY, DI, STRANGER)).map(ActorId), max_size=3).map(tuple)

_pairs = st.sampled_from(((CY, DI), (ANA, DI), (BO, DI)))

sortings = st.one_of(
    st.builds(SortList, issues=_some_issues),
    st.builds(
        SortListAgain,
        kept=_some_issues,
        merged=st.lists(
            st.builds(MergedLine, issue=st.sampled_from(_ISSUES), into=st.sampled_from(_ISSUES)),
            max_size=2,
        ).map(tuple),
        dropped=st.lists(
            st.builds(DroppedLine, issue=st.sampled_from(_ISSUES), reason=st.just("事实不足")),
            max_size=2,
        ).map(tuple),
    ),
    st.just(FreezeList()),
    st.just(note_use),
)
handlings = st.one_of(
    st.builds(
        DraftPaper,
        paper=st.just(PAPER),
        engagement=st.just(ENGAGEMENT),
        temporary_number=st.just(PaperNumber("T-1")),
        matter=st.just("农村建房许可超期"),
        summary=st.just("抽查60件"),
        source=st.just("台账"),
        handlers=_group,
    ),
    st.just(AttachEvidence(digest=DIGEST, size_bytes=1, media_type="application/pdf")),
    st.just(ConfirmFacts()),
    st.just(ReviewPaper()),
    st.just(ConsultPaper(comments=(), resolved=True)),
    st.just(ReturnPaper(reason="证据不全")),
    st.just(SignPaper(number=PaperNumber("C01-001"))),
)
Asked: TypeAlias = list[tuple[object, str, str]]


def asked(
    aggregate: Aggregate[Any, Any, Any], commands: st.SearchStrategy[Any]
) -> st.SearchStrategy[Asked]:
    """Give commands in any order, each by somebody in a role that may give it."""
    somebody = st.sampled_from((ANA, BO, CY, DI, STRANGER))

    def step(command: object) -> st.SearchStrategy[tuple[object, str, str]]:
        roles = sorted(aggregate.allowed[type(command)].roles)
        return st.tuples(st.just(command), somebody, st.sampled_from(roles))

    return st.lists(commands.flatmap(step), max_size=STEPS_MAX)


def played(aggregate: Aggregate[Any, Any, Any], steps: Asked, *begun: object) -> tuple[Any, ...]:
    """Ask everything in this order, and give what happened."""
    happened = begun
    for command, actor, role in steps:
        state = aggregate.fold(happened)
        context = Context(*(MOMENT, actor, role, BODY, SITE), unit=TOWN, others=_ELSEWHERE)
        try:
            happened = (*happened, *aggregate.handle(command, state, context))
        except Refusal:
            continue
    return happened


@CHECKED
@given(asked(issue_list, sortings))
def test_every_line_of_the_first_sorting_is_accounted_for_in_the_second(steps: Asked) -> None:
    state = issue_list.fold(played(issue_list, steps, opened, sorted_once))
    if state.second is not None:
        kept = [line.issue for line in state.second.kept]
        gone = [line.issue for line in (*state.second.merged, *state.second.dropped)]
        assert set(state.first) <= {*kept, *gone}
        assert len({*kept, *gone}) == len(kept) + len(gone)
        assert all(line.into in kept for line in state.second.merged)
        assert all(line.reason for line in state.second.dropped)


@CHECKED
@given(asked(working_paper, handlings), st.sampled_from((0, 1, 4, 5)), _pairs)
def test_no_paper_is_signed_with_fewer_than_two_handlers_or_by_one_of_them(
    steps: Asked, begun: int, handlers: tuple[ActorId, ...]
) -> None:
    written = replace(drafted, handlers=handlers)
    story = (written, facts_confirmed, reviewed, consulted, attached)[:begun]
    paper = working_paper.fold(played(working_paper, steps, *story))
    if paper.drafted is not None:
        assert len(set(paper.drafted.handlers)) >= HANDLERS_MIN
    if paper.number is not None:
        assert paper.evidence
        assert paper.draft.leader not in paper.draft.handlers


@CHECKED
@given(st.permutations((FreezeList(), note_use)))
def test_freeze_and_use_approve_the_same_issues_in_either_order(order: list[object]) -> None:
    roles = {FreezeList: GROUP_LEADER, NoteResultUse: SYSTEM}
    steps = [(command, ANA, roles[type(command)]) for command in order]
    happened = played(issue_list, steps, opened, sorted_once, sorted_twice)
    (final,) = [each for each in happened if isinstance(each, IssueListFrozen)]
    (approved,) = [each for each in happened if isinstance(each, IssueListApproved)]
    assert final.issues == approved.issues == (PERMITS,)


@CHECKED
@given(
    st.permutations(
        (
            MarkListed(),
            MarkConfirmed(),
            MarkApproved(),
            MarkFedBack(feedback=FEEDBACK, unit=TOWN),
            MarkInRectification(case=CASE),
            ResolveIssue(),
            CloseIssue(),
        )
    )
)
def test_an_issue_comes_to_the_same_end_in_whatever_order_it_is_heard_of(
    order: list[object],
) -> None:
    happened = played(issue, [(command, SYSTEM, SYSTEM) for command in order], found)
    assert issue.fold(happened).status is IssueStatus.CLOSED
    assert issue.fold(happened).unit == TOWN
    steps = {MarkListed, MarkConfirmed, MarkApproved, MarkFedBack, MarkInRectification}
    assert len(happened) > len(steps) + 2


@CHECKED
@given(
    st.permutations(
        (
            NoteLinkedFindings(
                programme=PROGRAMME, engagement=OWN, division="360722", issues=found_here.issues
            ),
            NoteLinkedFindings(
                programme=PROGRAMME,
                engagement=CITY,
                division="360700",
                issues=found_in_the_city.issues,
            ),
            NoteMergedResults(programme=PROGRAMME, focus=(), engagements=(OWN, CITY)),
        )
    )
)
def test_a_programme_is_decided_once_in_whatever_order_it_is_heard_of(order: list[object]) -> None:
    steps = [(command, SYSTEM, SYSTEM) for command in (*order, *order)]
    happened = played(programme_findings, steps)
    assert len([each for each in happened if isinstance(each, SectorFindingsDecided)]) == 1
