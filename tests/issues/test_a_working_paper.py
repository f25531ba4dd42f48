"""A working paper: two handlers, evidence, facts, review, consultation, signature, number."""

from dataclasses import replace

from libs.common.decider import WrongState
from libs.common.decider.roles import (
    DEPUTY_LEADER,
    GROUP_LEADER,
    GROUP_MEMBER,
    LIAISON_OFFICER,
    OFFICE,
)
from libs.common.testing.given import Given, scenario
from services.issues.domain.group import NotOfTheGroup
from services.issues.domain.issue_list.facts import IssueListEvent
from services.issues.domain.issue_list.rules import issue_list
from services.issues.domain.issue_list.state import ListNotOpen
from services.issues.domain.paper.commands import (
    AnswerDispute,
    AttachEvidence,
    ConfirmFacts,
    ConsultPaper,
    DisputeFacts,
    DraftPaper,
    FilePaper,
    ReturnPaper,
    ReviewPaper,
    SignPaper,
    WorkingPaperCommand,
)
from services.issues.domain.paper.drafting import (
    HandlerNotOfGroup,
    PaperOfOtherEngagement,
    TwoHandlersNeeded,
)
from services.issues.domain.paper.facts import WorkingPaperEvent
from services.issues.domain.paper.rules import (
    HandlerMayNotReview,
    HandlerMayNotSign,
    HandlerNeeded,
    NotYourPaper,
    PaperNumberTaken,
    PaperWithoutEvidence,
    working_paper,
)
from services.issues.domain.paper.state import WorkingPaper
from services.issues.domain.vocabulary import ActorId
from services.issues.wire import WIRE
from tests.issues.issue_examples import (
    ANA,
    BO,
    CY,
    DI,
    ENGAGEMENT,
    OTHER_ENGAGEMENT,
    OTHER_TOWN,
    PAPER,
    STRANGER,
    TOWN,
)
from tests.issues.list_examples import frozen_list, opened, sorted_once, sorted_twice
from tests.issues.paper_examples import (
    attached,
    consulted,
    dispute_answered,
    drafted,
    facts_confirmed,
    facts_disputed,
    filed,
    returned,
    reviewed,
    signed,
    still_open,
)

draft = DraftPaper(
    paper=PAPER,
    engagement=ENGAGEMENT,
    temporary_number=drafted.temporary_number,
    matter=drafted.matter,
    summary=drafted.summary,
    source=drafted.source,
    handlers=(ActorId(CY), ActorId(DI)),
)
attach = AttachEvidence(
    digest=attached.digest, size_bytes=attached.size_bytes, media_type=attached.media_type
)
consult = ConsultPaper(comments=consulted.comments, resolved=True)
return_it = ReturnPaper(reason=returned.reason)
sign = SignPaper(number=signed.number)
given = scenario(working_paper)
ready = (drafted, attached, facts_confirmed, reviewed, consulted)

Paper = Given[WorkingPaperCommand, WorkingPaperEvent, WorkingPaper]


def in_engagement(
    *facts: WorkingPaperEvent, listed: tuple[IssueListEvent, ...] = (opened,)
) -> Paper:
    """Say what happened to the paper, and how far the engagement's list is."""
    return given(*facts).seeing(issue_list, ENGAGEMENT, *listed)


def test_two_people_of_the_group_write_a_paper_on_one_matter() -> None:
    in_engagement().when(draft, by=DI, role=GROUP_MEMBER).then(drafted)


def test_mechanism_46_a_paper_with_one_handler_is_refused() -> None:
    for handlers in ((ActorId(CY),), (ActorId(CY), ActorId(CY)), ()):
        alone = replace(draft, handlers=handlers)
        in_engagement().when(alone, by=CY, role=LIAISON_OFFICER).then_refused(TwoHandlersNeeded)


def test_people_of_other_groups_do_not_work_on_it() -> None:
    borrowed = replace(draft, handlers=(ActorId(CY), ActorId(STRANGER)))
    in_engagement().when(borrowed, by=CY, role=LIAISON_OFFICER).then_refused(HandlerNotOfGroup)
    in_engagement().when(draft, by=STRANGER, role=GROUP_MEMBER).then_refused(NotOfTheGroup)


def test_papers_are_written_while_the_list_is_open() -> None:
    for listed in ((), (opened, sorted_once, sorted_twice, frozen_list)):
        in_engagement(listed=listed).when(draft, by=DI, role=GROUP_MEMBER).then_refused(ListNotOpen)


def test_a_draft_is_written_anew_for_the_same_engagement() -> None:
    again = replace(draft, summary="抽查60件, 11件超期。")
    in_engagement(drafted, attached, facts_confirmed, returned).when(
        again, by=CY, role=LIAISON_OFFICER
    ).then(replace(drafted, summary=again.summary))
    elsewhere = replace(drafted, engagement=OTHER_ENGAGEMENT)
    in_engagement(elsewhere).when(draft, by=DI, role=GROUP_MEMBER).then_refused(
        PaperOfOtherEngagement
    )


def test_a_handler_attaches_evidence_once() -> None:
    given(drafted).when(attach, by=DI, role=GROUP_MEMBER).then(attached)
    given(drafted, attached).when(attach, by=DI, role=GROUP_MEMBER).then()
    given(drafted).when(attach, by=BO, role=DEPUTY_LEADER).then_refused(HandlerNeeded)


def test_the_unit_confirms_or_disputes_the_facts_about_itself() -> None:
    object_to = DisputeFacts(objection=facts_disputed.objection)
    given(drafted).when(ConfirmFacts(), unit=TOWN).then(facts_confirmed)
    given(drafted).when(object_to, unit=TOWN).then(facts_disputed)
    for said in (ConfirmFacts(), object_to):
        given(drafted).when(said, unit=OTHER_TOWN).then_refused(NotYourPaper)


def test_a_disputed_fact_is_answered_by_a_deputy_before_the_paper_goes_on() -> None:
    answer = AnswerDispute(answer=dispute_answered.answer)
    given(drafted, facts_disputed).when(ReviewPaper(), by=BO).then_refused(WrongState)
    given(drafted, facts_disputed).when(answer, by=BO).then(dispute_answered)
    given(drafted, facts_disputed, dispute_answered).when(ReviewPaper(), by=BO).then(reviewed)


def test_who_handles_a_paper_neither_reviews_it_nor_answers_its_dispute() -> None:
    own = replace(drafted, handlers=(ActorId(BO), ActorId(DI)))
    given(own, facts_confirmed).when(ReviewPaper(), by=BO).then_refused(HandlerMayNotReview)
    given(own, facts_disputed).when(AnswerDispute(answer="属实"), by=BO).then_refused(
        HandlerMayNotReview
    )
    given(drafted, facts_confirmed).when(ReviewPaper(), by=STRANGER).then_refused(NotOfTheGroup)


def test_mechanism_46_a_paper_goes_on_from_its_consultation_once_all_is_resolved() -> None:
    so_far = (drafted, attached, facts_confirmed, reviewed)
    given(*so_far).when(consult).then(consulted)
    unresolved = replace(consult, resolved=False)
    given(*so_far).when(unresolved).then(still_open)
    given(*so_far, still_open).when(sign, by=ANA).then_refused(WrongState)
    given(*so_far, still_open).when(consult).then(consulted)


def test_a_paper_is_returned_with_a_reason_from_any_state_of_review() -> None:
    for so_far in (
        (drafted, facts_disputed),
        (drafted, facts_confirmed),
        (drafted, facts_confirmed, reviewed),
        (drafted, facts_confirmed, reviewed, consulted),
    ):
        given(*so_far).when(return_it, role=OFFICE).then(returned)
        given(*so_far).when(return_it, by=ANA, role=GROUP_LEADER).then(returned)
        given(*so_far).when(return_it, by=CY, role=DEPUTY_LEADER).then_refused(NotOfTheGroup)


def test_a_signed_paper_is_not_returned() -> None:
    given(*ready, signed).when(return_it, role=OFFICE).then_refused(WrongState)


def test_mechanism_46_the_leader_signs_and_only_then_the_paper_has_a_number() -> None:
    assert given(*ready).state().number is None
    given(*ready).when(sign, by=ANA).then(signed)
    assert given(*ready, signed).state().number == signed.number
    for length in range(1, len(ready)):
        given(*ready[:length]).when(sign, by=ANA).then_refused(WrongState)


def test_mechanism_46_a_handler_does_not_sign() -> None:
    own = replace(drafted, handlers=(ActorId(ANA), ActorId(DI)))
    given(own, *ready[1:]).when(sign, by=ANA).then_refused(HandlerMayNotSign)
    given(*ready).when(sign, by=BO).then_refused(NotOfTheGroup)


def test_mechanism_46_a_paper_without_evidence_is_not_signed() -> None:
    bare = (drafted, facts_confirmed, reviewed, consulted)
    given(*bare).when(sign, by=ANA).then_refused(PaperWithoutEvidence)


def test_a_number_belongs_to_one_paper() -> None:
    (claim,) = WIRE.line(signed, "paper").claims(signed)
    assert claim.key == "paper-number:C01-001"
    assert claim.refusal is PaperNumberTaken


def test_the_signed_paper_is_filed_with_the_office() -> None:
    given(*ready, signed).when(FilePaper(), role=OFFICE).then(filed)
    given(*ready).when(FilePaper(), role=OFFICE).then_refused(WrongState)


def test_a_unit_sees_a_paper_while_it_has_its_say() -> None:
    assert given(drafted).state().unit == TOWN
    assert given(drafted, facts_disputed).state().unit == TOWN
    assert given(drafted, facts_confirmed, reviewed).state().unit is None
