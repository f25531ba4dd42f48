"""Launches are invitations; joinings, milestones and cases reach what is kept of them here."""

from libs.common.reactions import send
from libs.common.testing.given import MOMENT, SITE, reacting
from libs.contracts.rectification import CaseClosed, RectificationAccepted
from libs.contracts.rounds import LinkedProgrammeLaunched, MilestoneReported, ProgrammeJoined
from services.rounds.domain.invitation import NoteInvitation
from services.rounds.domain.milestone import Milestone
from services.rounds.domain.programme.commands import NoteJoining, NoteMilestone
from services.rounds.domain.unit_record import NoteCaseAcceptance, NoteCaseClosing
from services.rounds.domain.vocabulary import SiteKey
from services.rounds.reactions import own_log, rectification, subordinates, superiors
from tests.contracts.published import as_published
from tests.rounds.examples import TOWN
from tests.rounds.preparation_examples import reached as own_milestone
from tests.rounds.programme_examples import (
    CASE,
    CITY,
    COUNTY,
    COUNTY_CHILD,
    COUNTY_ROUND,
    DIVISIONS,
    LAST_ROUND,
    PROGRAMME,
    PROVINCE,
    REACHED_AT,
    acceptance,
    closing,
    invitation_noted,
    land,
    permits,
    programme_joined,
    programme_launched,
    programme_planned,
)

PROGRAMME_STREAM = f"programme-{PROGRAMME}"
JOINING = NoteJoining(site=COUNTY, round=COUNTY_ROUND, joined_at=MOMENT)


def invitation(led_by: SiteKey) -> NoteInvitation:
    """Note the launch of the examples as this site's."""
    return NoteInvitation(
        programme=PROGRAMME,
        title=programme_planned.title,
        led_by=led_by,
        divisions=DIVISIONS,
        focus=(permits, land),
        milestones=invitation_noted.milestones,
        launched_at=MOMENT,
    )


def milestone(name: str) -> MilestoneReported:
    """Report a milestone as a level below publishes it."""
    return MilestoneReported(
        programme=PROGRAMME,
        engagement=COUNTY_CHILD,
        division="360722",
        unit_name="县生态环境局(演示)",
        milestone=name,
        reached_at=REACHED_AT,
    )


def test_mechanism_38_a_launch_above_is_noted_as_an_invitation() -> None:
    launched = as_published(LinkedProgrammeLaunched, programme_launched)
    reacting(superiors.REACTIONS)(launched, site=PROVINCE).then_commands(
        send(f"invitation-{PROGRAMME}", invitation(PROVINCE))
    )


def test_who_launches_a_programme_is_invited_too() -> None:
    reacting(own_log.REACTIONS)(programme_launched, site=CITY).then_commands(
        send(f"invitation-{PROGRAMME}", invitation(CITY))
    )


def test_a_level_below_that_joined_is_noted_at_the_programme() -> None:
    joined = as_published(ProgrammeJoined, programme_joined)
    reacting(subordinates.REACTIONS)(joined, site=COUNTY).then_commands(
        send(PROGRAMME_STREAM, JOINING)
    )


def test_this_site_is_noted_as_well_when_it_joined() -> None:
    reacting(own_log.REACTIONS)(programme_joined, site=SITE).then_commands(
        send(PROGRAMME_STREAM, JOINING)
    )


def test_mechanism_38_a_milestone_of_a_level_below_is_noted_at_the_programme() -> None:
    noted = NoteMilestone(
        site=COUNTY,
        engagement=COUNTY_CHILD,
        division="360722",
        unit_name="县生态环境局(演示)",
        milestone=Milestone.ENTERED,
        reached_at=REACHED_AT,
    )
    reacting(subordinates.REACTIONS)(milestone("entered"), site=COUNTY).then_commands(
        send(PROGRAMME_STREAM, noted)
    )


def test_mechanism_38_an_engagement_of_this_site_reports_to_its_programme_too() -> None:
    own = own_milestone(Milestone.ENTERED)
    noted = NoteMilestone(
        site=COUNTY,
        engagement=own.engagement,
        division=own.division,
        unit_name=own.unit_name,
        milestone=Milestone.ENTERED,
        reached_at=own.reached_at,
    )
    reacting(own_log.REACTIONS)(own, site=COUNTY).then_commands(send(PROGRAMME_STREAM, noted))


def test_a_milestone_of_a_later_release_is_left_alone() -> None:
    reacting(subordinates.REACTIONS)(milestone("sealed"), site=COUNTY).then_commands()


def test_mechanism_05_an_accepted_case_goes_to_the_record_of_its_unit() -> None:
    accepted = RectificationAccepted(
        case=CASE,
        unit=TOWN,
        unit_name="嘉定镇(演示)",
        division="360722100",
        issues=6,
        accepted_at=acceptance.accepted_at,
        round=LAST_ROUND,
        completed=4,
        basically=1,
        continuing=1,
    )
    reacting(rectification.REACTIONS)(accepted).then_commands(
        send(f"unit_record-{TOWN}", NoteCaseAcceptance(acceptance=acceptance))
    )


def test_a_case_accepted_before_rows_were_divided_has_no_division() -> None:
    accepted = RectificationAccepted(
        case=CASE,
        unit=TOWN,
        unit_name="嘉定镇(演示)",
        division="360722100",
        issues=6,
        accepted_at=acceptance.accepted_at,
    )
    (sent,) = reacting(rectification.REACTIONS)(accepted).sent
    assert isinstance(sent.command, NoteCaseAcceptance)
    noted = sent.command.acceptance
    assert (noted.round, noted.completed, noted.continuing) == (None, 0, 0)


def test_mechanism_05_a_closed_case_goes_to_the_record_of_its_unit() -> None:
    closed = CaseClosed(
        case=CASE,
        unit=TOWN,
        unit_name="嘉定镇(演示)",
        division="360722100",
        written_off=5,
        long_term=1,
        closed_at=closing.closed_at,
        round=LAST_ROUND,
    )
    reacting(rectification.REACTIONS)(closed).then_commands(
        send(f"unit_record-{TOWN}", NoteCaseClosing(closing=closing))
    )
