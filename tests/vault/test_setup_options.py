from dataclasses import replace

import pytest

from cen_tui.vault.base import ServiceState, Source
from cen_tui.vault.setup_options import Asks, Host, SetupKind, setup_options

ALWAYS = [SetupKind.ELSEWHERE, SetupKind.SESSION, SetupKind.FILE]
INSTALLED = Host(has_daemon=True, has_bus=True, file_path="/home/x/sign-ins.sealed")


@pytest.mark.parametrize(
    ("state", "first"),
    [
        (ServiceState.LOCKED, [SetupKind.UNLOCK]),
        (ServiceState.NO_COLLECTION, [SetupKind.CREATE]),
        (ServiceState.NOT_RUNNING, [SetupKind.START]),
        (ServiceState.NO_SERVICE, [SetupKind.START]),
        (ServiceState.NO_BUS, []),
        (ServiceState.UNRESPONSIVE, []),
        (ServiceState.UNLOCKED, [SetupKind.KEYRING]),
        (None, [SetupKind.KEYRING]),
    ],
)
def test_each_state_offers_what_applies_in_order(state: ServiceState | None, first: list[SetupKind]) -> None:
    rungs = setup_options(replace(INSTALLED, state=state))
    assert [rung.way for rung in rungs] == [*first, SetupKind.PRIVATE, *ALWAYS]
    assert all(rung.title and len(rung.title) < 60 and rung.means for rung in rungs)


def test_without_programs_nothing_can_be_started() -> None:
    for state in (ServiceState.NOT_RUNNING, ServiceState.NO_SERVICE, ServiceState.NO_BUS):
        assert [rung.way for rung in setup_options(Host(state=state))] == ALWAYS
        assert [rung.way for rung in setup_options(Host(state=state, has_bus=True))] == ALWAYS


def test_a_passphrase_is_asked_twice_where_it_is_new() -> None:
    new = {rung.way: rung.asks for rung in setup_options(replace(INSTALLED, state=ServiceState.NO_SERVICE))}
    assert {new[way] for way in (SetupKind.START, SetupKind.PRIVATE, SetupKind.FILE)} == {Asks.NEW_PASSPHRASE}
    known = replace(
        INSTALLED,
        state=ServiceState.NO_SERVICE,
        has_keyring=True,
        private_exists=True,
        file_exists=True,
    )
    old = {rung.way: rung.asks for rung in setup_options(known)}
    assert {old[way] for way in (SetupKind.START, SetupKind.PRIVATE, SetupKind.FILE)} == {Asks.PASSPHRASE}
    assert {old[way] for way in (SetupKind.ELSEWHERE, SetupKind.SESSION)} == {Asks.NOTHING}


def test_the_private_keyring_of_another_process_takes_no_passphrase() -> None:
    rungs = {rung.way: rung for rung in setup_options(replace(INSTALLED, private_owner="123@jump1"))}
    assert rungs[SetupKind.PRIVATE].asks is Asks.NOTHING
    assert "123@jump1" in rungs[SetupKind.PRIVATE].means
    assert rungs[SetupKind.PRIVATE].leads_to is Source.PRIVATE_KEYRING


def test_plain_text_is_never_offered() -> None:
    places = {rung.leads_to for rung in setup_options(INSTALLED)}
    assert places == {Source.KEYRING, Source.PRIVATE_KEYRING, Source.FILE, Source.MEMORY, None}
