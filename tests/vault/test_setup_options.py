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
    options = setup_options(replace(INSTALLED, state=state))
    assert [option.kind for option in options] == [*first, SetupKind.PRIVATE, *ALWAYS]
    assert all(option.title and len(option.title) < 60 and option.means for option in options)


def test_without_programs_nothing_can_be_started() -> None:
    for state in (ServiceState.NOT_RUNNING, ServiceState.NO_SERVICE, ServiceState.NO_BUS):
        assert [option.kind for option in setup_options(Host(state=state))] == ALWAYS
        assert [option.kind for option in setup_options(Host(state=state, has_bus=True))] == ALWAYS


def test_a_passphrase_is_asked_twice_where_it_is_new() -> None:
    new = {
        option.kind: option.asks
        for option in setup_options(replace(INSTALLED, state=ServiceState.NO_SERVICE))
    }
    assert {new[kind] for kind in (SetupKind.START, SetupKind.PRIVATE, SetupKind.FILE)} == {
        Asks.NEW_PASSPHRASE
    }
    known = replace(
        INSTALLED,
        state=ServiceState.NO_SERVICE,
        has_keyring=True,
        private_exists=True,
        file_exists=True,
    )
    old = {option.kind: option.asks for option in setup_options(known)}
    assert {old[kind] for kind in (SetupKind.START, SetupKind.PRIVATE, SetupKind.FILE)} == {Asks.PASSPHRASE}
    assert {old[kind] for kind in (SetupKind.ELSEWHERE, SetupKind.SESSION)} == {Asks.NOTHING}


def test_the_private_keyring_of_another_process_takes_no_passphrase() -> None:
    options = {option.kind: option for option in setup_options(replace(INSTALLED, private_owner="123@jump1"))}
    assert options[SetupKind.PRIVATE].asks is Asks.NOTHING
    assert "123@jump1" in options[SetupKind.PRIVATE].means
    assert options[SetupKind.PRIVATE].storage is Source.PRIVATE_KEYRING


def test_plain_text_is_never_offered() -> None:
    places = {option.storage for option in setup_options(INSTALLED)}
    assert places == {Source.KEYRING, Source.PRIVATE_KEYRING, Source.FILE, Source.MEMORY, None}
