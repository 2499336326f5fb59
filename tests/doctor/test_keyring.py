from pathlib import Path

import pytest
from support.host import host, levels, told

from cen_tui.doctor.keyring import check_keyring
from cen_tui.vault.base import Source
from cen_tui.vault.environment import KEY_ID_VARIABLE, SECRET_VARIABLE
from cen_tui.vault.keyring.backend import BACKEND_VARIABLE
from cen_tui.vault.storage_choice import StorageChoice

KEYS = {KEY_ID_VARIABLE: "LTAI5tMadeUpForTests0001", SECRET_VARIABLE: "MadeUpSecretForTestsAaBbCc0001"}


@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "keyrings.alt.file.PlaintextKeyring"])
def test_a_backend_that_may_hold_no_secret_is_refused_by_name(tmp_path: Path, backend: str) -> None:
    found = check_keyring(host(tmp_path, environ={BACKEND_VARIABLE: backend}))
    assert levels(found) == {"keyring": "problem"}
    assert backend in told(found)
    assert "PYTHON_KEYRING_BACKEND" in told(found)


def test_no_keyring_is_a_problem_only_for_those_who_need_it(tmp_path: Path) -> None:
    assert levels(check_keyring(host(tmp_path, environ={}))) == {"keyring": "problem"}
    found = check_keyring(host(tmp_path, environ=KEYS))
    assert levels(found) == {"keyring": "note"}
    assert "D-Bus" in told(found)


def test_a_host_that_keeps_sign_ins_elsewhere_needs_no_keyring(tmp_path: Path) -> None:
    login = host(tmp_path, environ={})
    StorageChoice(login.hosts).write(Source.FILE)
    found = check_keyring(login)
    assert levels(found) == {"keyring": "note"}
    assert "New credentials go into the encrypted file, as was chosen here." in told(found)


def test_a_backend_that_might_prompt_is_named_and_not_read(tmp_path: Path) -> None:
    found = check_keyring(host(tmp_path, environ={BACKEND_VARIABLE: "support.backends.Kept"}))
    assert levels(found) == {"keyring": "note"}
    assert "support.backends.Kept" in told(found)
    assert "It was not read here" in told(found)
