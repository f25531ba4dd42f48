"""Whatever is asked of a group: one leader, a liaison officer, nobody recused, all trained."""

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from libs.common.decider import Context, Refusal
from libs.common.decider.roles import DISPATCHING_COMMITTEE, OFFICE
from libs.common.testing.given import MOMENT, SITE
from services.rounds.domain.group.commands import (
    AddMember,
    AuthoriseGroup,
    ConfirmTraining,
    GroupCommand,
    PassConflictCheck,
    RecuseMember,
)
from services.rounds.domain.group.facts import Post
from services.rounds.domain.group.rules import group
from services.rounds.domain.group.state import Group, GroupStatus
from services.rounds.domain.inspection_round import inspection_round
from services.rounds.domain.parameters import RuleScope
from services.rounds.domain.rules import rules
from services.rounds.domain.training import training
from tests.campaign import ALWAYS_THE_SAME, examples
from tests.rounds.examples import authorised, planned
from tests.rounds.preparation_examples import (
    ASSISTANT,
    DEPUTY,
    LEADER,
    LIAISON,
    MEMBER,
    ROUND,
    SUBSTITUTE,
    TOWN,
    TRAINING,
    attendance_closed_for,
    formed,
    rule_activated,
    seat,
    training_held,
    training_planned,
)

PEOPLE = (LEADER, DEPUTY, LIAISON, MEMBER, SUBSTITUTE, ASSISTANT)
OTHERS = {
    inspection_round.stream(ROUND): inspection_round.fold([planned, authorised]),
    rules.stream(RuleScope.GROUP): rules.fold([rule_activated]),
    training.stream(TRAINING): training.fold(
        [training_planned, training_held, attendance_closed_for(*PEOPLE)]
    ),
}

people = st.sampled_from(PEOPLE)
bodies = st.sampled_from((TOWN, "360722-B01", "360722-B02"))
commands: st.SearchStrategy[GroupCommand] = st.one_of(
    st.builds(AddMember, seat=st.builds(seat, people, bodies), post=st.sampled_from(Post)),
    st.builds(RecuseMember, actor=people, reason=st.just("回避")),
    st.just(PassConflictCheck(round=ROUND)),
    st.just(ConfirmTraining(training=TRAINING)),
    st.just(AuthoriseGroup()),
)


def asked(command: GroupCommand, state: Group) -> Group:
    """Give the group after a command, which may be refused."""
    role = DISPATCHING_COMMITTEE if isinstance(command, AuthoriseGroup) else OFFICE
    context = Context(now=MOMENT, actor="actor-x", role=role, body="body", site=SITE, others=OTHERS)
    try:
        return group.fold(group.handle(command, state, context), state)
    except Refusal:
        return state


@settings(max_examples=examples(100), deadline=None, derandomize=ALWAYS_THE_SAME, database=None)
@for_all(st.lists(commands, max_size=25))
def test_a_group_that_may_go_is_whole_clean_and_trained(asks: list[GroupCommand]) -> None:
    state = group.fold([formed])
    for command in asks:
        state = asked(command, state)
        actors = {member.actor for member in state.members}
        assert len(actors) == len(state.members)
        assert not actors & state.recused
        if state.status is GroupStatus.AUTHORISED:
            assert len(state.holding(Post.LEADER)) == 1
            assert state.holding(Post.LIAISON_OFFICER)
            assert not state.untrained
            assert not any(member.body == TOWN for member in state.members)
            assert 3 <= len(state.members) <= 7
