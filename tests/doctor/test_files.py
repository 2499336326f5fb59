"""What the doctor finds in the operator's files, and that it leaves every one as it was."""

import json
from pathlib import Path

from support.host import host, levels, told
from support.sample_operations import VPC, begun, done
from support.stores import DictStore, opened

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.doctor.accounts import check_accounts
from cen_tui.doctor.files import check_files
from cen_tui.doctor.finding import Finding, Level
from cen_tui.doctor.host import Host
from cen_tui.doctor.journal import check_journal
from cen_tui.doctor.settings import check_settings
from cen_tui.operations.journal import Journal
from cen_tui.storage.files import write_json
from cen_tui.vault.base import Account
from cen_tui.vault.environment import KEY_ID_VARIABLE, SECRET_VARIABLE
from cen_tui.vault.keyring.timed_thread import TimedThread
from cen_tui.vault.keyring_vault import KeyringVault

KEY_ID = "LTAI5tMadeUpForTests0001"
SECRET = "MadeUpSecretForTestsAaBbCc0001"


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in folder.rglob("*")
        if path.suffix != ".lock"
    }


def all_checks(one: Host) -> list[Finding]:
    return [*check_accounts(one), *check_files(one), *check_journal(one), *check_settings(one)]


async def with_accounts(one: Host, *names: str) -> None:
    vault = KeyringVault(one.accounts, thread=TimedThread(), environ={}, store=opened(DictStore()))
    for name in names:
        await vault.save(Account(name), Credentials(KEY_ID, Secret(SECRET)))


def test_a_new_home_has_nothing_wrong_and_nothing_is_made_in_it(tmp_path: Path) -> None:
    found = all_checks(host(tmp_path))
    assert levels(found) == {"accounts": "note", "files": "ok", "journal": "ok", "settings": "ok"}
    assert "press a" in told(found)
    assert list(tmp_path.iterdir()) == []


async def test_what_is_saved_is_counted_and_named_without_its_secrets(tmp_path: Path) -> None:
    environ = {KEY_ID_VARIABLE: KEY_ID, SECRET_VARIABLE: SECRET}
    one = host(tmp_path, environ=environ)
    await with_accounts(one, *(f"account-{number}" for number in range(7)))
    write_json(one.settings, {"read_timeout": 20})
    begun(Journal(one.journal), VPC)
    before = snapshot(tmp_path)
    found = all_checks(one)
    assert levels(found) == dict.fromkeys(("accounts", "environment", "files", "settings"), "ok") | {
        "journal": "note"
    }
    text = told(found)
    assert "7 saved accounts: account-0" in text
    assert "and 2 more" in text
    assert "holds 1 operation." in text
    assert "The outcome of 1 operation is not known" in text
    assert "1 setting from" in text
    assert SECRET not in text
    assert KEY_ID not in text
    assert snapshot(tmp_path) == before


async def test_what_is_too_open_comes_with_the_command_that_closes_it(tmp_path: Path) -> None:
    one = host(tmp_path)
    await with_accounts(one, "prod")
    done(Journal(one.journal))
    one.accounts.chmod(0o644)
    one.journal.parent.chmod(0o755)
    found = check_files(one)
    assert levels(found) == {"files": "problem"}
    commands = [finding.advice for finding in found]
    assert commands == [f"chmod 700 {one.journal.parent}", f"chmod 600 {one.accounts}"]
    one.journal.parent.chmod(0o700)
    one.accounts.chmod(0o600)
    assert levels(check_files(one)) == {"files": "ok"}


def test_the_folder_of_the_secrets_is_looked_at_with_all_that_is_in_it(tmp_path: Path) -> None:
    one = host(tmp_path)
    write_json(one.secrets / "sign-ins.sealed", {})
    write_json(one.secrets / "private-keyring" / "keyrings" / "login.keyring", {})
    assert levels(check_files(one)) == {"files": "ok"}
    assert "2 files in" in told(check_files(one))
    one.secrets.chmod(0o755)
    (one.secrets / "sign-ins.sealed").chmod(0o640)
    (one.secrets / "private-keyring" / "keyrings").chmod(0o711)
    (one.secrets / "link").symlink_to(tmp_path / "elsewhere")
    found = check_files(one)
    assert {finding.level for finding in found} == {Level.PROBLEM}
    commands = "\n".join(finding.advice for finding in found)
    assert f"chmod 700 {one.secrets}\n" in commands
    assert f"chmod 600 {one.secrets / 'sign-ins.sealed'}" in commands
    assert f"chmod 700 {one.secrets / 'private-keyring' / 'keyrings'}" in commands
    assert f"ls -l {one.secrets / 'link'}" in commands


def test_what_is_damaged_is_said_and_left_where_it_is(tmp_path: Path) -> None:
    one = host(tmp_path)
    write_json(one.accounts, {"schema": 1, "accounts": [{"gen": "?"}]})
    one.settings.write_text("{", encoding="utf-8")
    one.settings.chmod(0o600)
    done(Journal(one.journal))
    with one.journal.open("a", encoding="utf-8") as file:
        file.write("not a line of ours\n")
    (one.accounts.parent / "accounts.json.damaged-2").touch(mode=0o600)
    before = snapshot(tmp_path)
    found = all_checks(one)
    assert levels(found) == {"accounts": "problem", "files": "note", "journal": "note", "settings": "note"}
    text = told(found)
    assert "an account in it is unreadable" in text
    assert "accounts.json.damaged-2 was damaged, and set aside" in text
    assert "1 line of the journal is damaged" in text
    assert "it is not JSON" in text
    assert snapshot(tmp_path) == before


def test_settings_that_are_not_taken_are_named(tmp_path: Path) -> None:
    one = host(tmp_path)
    write_json(one.settings, {"read_timeout": -1, "colour": "red"})
    found = check_settings(one)
    assert [finding.level for finding in found] == ["note", "note"]
    assert "read_timeout" in told(found)
    assert "colour" in told(found)


def test_a_journal_that_is_no_file_is_a_problem(tmp_path: Path) -> None:
    one = host(tmp_path)
    one.journal.mkdir(parents=True)
    assert levels(check_journal(one)) == {"journal": "problem"}
    assert "Nothing is granted without a journal" in told(check_journal(one))
    below = host(tmp_path, journal=one.accounts / "below" / "journal.jsonl")
    write_json(one.accounts, {})
    found = check_journal(below)
    assert levels(found) == {"journal": "problem"}


def test_half_a_key_in_the_environment_is_a_note(tmp_path: Path) -> None:
    found = check_accounts(host(tmp_path, environ={KEY_ID_VARIABLE: KEY_ID}))
    assert levels(found)["environment"] == "note"
    assert json.dumps(told(found)).count(KEY_ID) == 0
