"""Ports are chosen once, remembered, and given up only to a stranger."""

from pathlib import Path

import pytest

from lianxun.local.errors import PortTakenError
from lianxun.local.ports import PORT_COUNT, PORT_FIRST, Listen, choose_ports
from tests.local.examples import stranger_at

HERE, THERE = Path("/here"), Path("/there")


def choose(folder: Path = HERE, port: int | None = None, **remembered: int) -> dict[str, int]:
    """Choose for a server with two ports."""
    names = ("client", "controller")
    return choose_ports(names, listen=Listen(port=port), remembered=remembered, folder=folder)


def test_the_ports_of_a_server_differ_and_stay_below_those_of_outgoing_connections() -> None:
    ports = choose()
    assert len(set(ports.values())) == 2
    assert all(PORT_FIRST <= port < PORT_FIRST + PORT_COUNT for port in ports.values())


def test_a_folder_leads_to_the_same_ports_again() -> None:
    assert choose(HERE) == choose(HERE)
    assert choose(HERE) != choose(THERE)


def test_a_remembered_port_is_kept() -> None:
    free = choose(THERE)["client"]
    assert choose(client=free)["client"] == free


def test_a_remembered_port_is_given_up_to_a_stranger() -> None:
    free = choose(THERE)["client"]
    with stranger_at(free):
        assert choose(client=free)["client"] != free


def test_a_fixed_port_goes_before_a_remembered_one() -> None:
    fixed, remembered = choose(THERE).values()
    assert choose(port=fixed, client=remembered)["client"] == fixed


def test_a_fixed_port_is_not_given_up() -> None:
    fixed = choose(THERE)["client"]
    with stranger_at(fixed), pytest.raises(PortTakenError, match=str(fixed)):
        choose(port=fixed)


def test_one_port_never_serves_two_ends() -> None:
    port = choose(THERE)["client"]
    assert len(set(choose(client=port, controller=port).values())) == 2
