import pytest
from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError

from cen_tui.storage.files import FileProblem
from cen_tui.vault.base import ServiceState, VaultError
from cen_tui.vault.store_errors import (
    call_error,
    disk_timeout_error,
    file_error,
    refused_backend_error,
    service_error,
    timeout_error,
)


class WindowsError(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(code, "CredWrite", "words of the system")
        self.winerror = code


UNUSABLE = [state for state in ServiceState if state is not ServiceState.UNLOCKED]


def test_every_state_has_words_of_its_own_and_says_what_to_do() -> None:
    errors = [service_error(state) for state in UNUSABLE]
    assert len({str(error) for error in errors}) == len(UNUSABLE)
    for error in errors:
        assert str(error).endswith(".")
        assert "ALIBABA_CLOUD_ACCESS_KEY_ID" in error.advice


@pytest.mark.parametrize(
    ("raised", "says"),
    [
        (KeyringLocked("x"), "is locked"),
        (NoKeyringError("x"), "no keyring service"),
        (InitError("Failed to create the collection"), "The keyring failed: InitError"),
        (ConnectionResetError(), "The keyring failed: ConnectionResetError"),
        (
            KeyringError("Can't get password from keychain: (-25308, 'Unknown Error')"),
            "macOS keychain is locked",
        ),
        (WindowsError(1312), "not over SSH"),
        (WindowsError(1783), "1,280 characters"),
    ],
)
def test_what_keyrings_raise_becomes_words(raised: Exception, says: str) -> None:
    error = call_error(raised)
    assert says in str(error)
    assert error.advice


def test_what_a_keyring_says_is_never_repeated() -> None:
    error = call_error(KeyringError("could not store hunter2"))
    assert "hunter2" not in str(error) + error.advice


def test_the_rest_say_what_and_what_to_do() -> None:
    for error in (
        timeout_error(3, writing=False),
        timeout_error(3, writing=True),
        disk_timeout_error(5),
        refused_backend_error("a\x1b[2Jb", "it forgets"),
        file_error(FileProblem("It is full.", advice="Make room.")),
    ):
        assert isinstance(error, VaultError)
        assert str(error)
        assert error.advice
        assert "\x1b" not in str(error)
    assert "may still be written" in str(timeout_error(3, writing=True))
    assert "may still be written" not in str(timeout_error(3, writing=False))
