import pytest

from cen_tui.vault.base import VaultError
from cen_tui.vault.keyring.backend import BACKEND_VARIABLE, open_store, refusal


@pytest.mark.parametrize(
    "name",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "keyring.backends.chainer.ChainerBackend",
        "keyrings.alt.file.PlaintextKeyring",
        "keyrings.alt.file.EncryptedKeyring",
        "keyrings.cryptfile.cryptfile.CryptFileKeyring",
        "somewhere.PlainTextStore",
        "support.backends.Renamed",
        "support.backends.PlaintextThing",
        "support.backends.NoBackend",
        "support.backends.Missing",
        "no.such.module.Keyring",
        "nonsense",
        "..",
    ],
)
def test_what_may_hold_no_secret_is_refused_by_name(name: str) -> None:
    with pytest.raises(VaultError, match="is not used") as caught:
        open_store({BACKEND_VARIABLE: name}, "linux")
    assert name in str(caught.value)
    assert "Unset PYTHON_KEYRING_BACKEND" in caught.value.advice


def test_a_backend_that_passes_is_used() -> None:
    store = open_store({BACKEND_VARIABLE: " support.backends.Kept "}, "linux")
    store.set_password("service", "name", "value")
    assert store.get_password("service", "name") == "value"
    store.delete_password("service", "name")
    assert store.get_password("service", "name") is None


@pytest.mark.parametrize(
    "name",
    [
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.kwallet.DBusKeyring",
    ],
)
def test_the_systems_own_are_not_refused(name: str) -> None:
    assert refusal(name) == ""


@pytest.mark.parametrize("variable", ["", "keyring.backends.SecretService.Keyring"])
def test_on_linux_the_service_is_asked_first_and_what_is_wrong_is_said(variable: str) -> None:
    with pytest.raises(VaultError, match="no D-Bus session"):
        open_store({BACKEND_VARIABLE: variable}, "linux")


@pytest.mark.parametrize(("platform", "module"), [("darwin", "macOS"), ("win32", "Windows")])
def test_other_systems_have_their_own_keyring(platform: str, module: str) -> None:
    assert type(open_store({}, platform)).__module__ == f"keyring.backends.{module}"
