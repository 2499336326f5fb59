import os
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cen_tui.cloud.auth.sources import AssumedRole
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.storage.files import FileProblem
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.account_notes import AccountNotes
from cen_tui.vault.base import Account, RoleOver, Source, VaultError
from cen_tui.vault.environment import KEY_ID_VARIABLE, SECRET_VARIABLE
from cen_tui.vault.keyring_vault import KeyringVault
from cen_tui.vault.memory import MemoryVault
from cen_tui.vault.profiles.profile import Profiles
from cen_tui.vault.profiles.profile_list import profiles_in

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE = Credentials("LTAI5tMadeUpForTests0001", Secret("one"))
ROLE = "acs:ram::1250000000000001:role/netops"
LISTED = [
    {"name": "work", "mode": "AK", "access_key_id": ONE.key_id, "access_key_secret": "one"},
    {"name": "half", "mode": "AK"},
]


def put(what: str, path: Path) -> None:
    """Put something in the place of a file that cannot be read as one."""
    if what == "newer":
        path.write_text('{"schema": 9}')
    elif what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")


def of_cli() -> Profiles:
    return profiles_in({"profiles": LISTED}, Path("config.json"))


def directory(remarks: Path | None = None, profiles: Callable[[], Profiles] = of_cli) -> AccountDirectory:
    vault = MemoryVault([(Account("work", uid="1", id="saved"), ONE)], now=lambda: NOON)
    return AccountDirectory(vault, AccountNotes(remarks), profiles=profiles, now=lambda: NOON)


async def named(held: AccountDirectory, name: str, source: Source) -> Account:
    return next(one for one in await held.accounts() if (one.name, one.source) == (name, source))


async def test_saved_accounts_and_profiles_stand_side_by_side_also_of_one_name(tmp_path: Path) -> None:
    held = directory(tmp_path / "remarks.json")
    found = await held.accounts()
    assert [(one.name, one.source.value) for one in found] == [
        ("work", "keyring"),
        ("half", "aliyun CLI"),
        ("work", "aliyun CLI"),
    ]
    assert [await held.credential_source(one) for one in (found[0], found[2])] == [ONE, ONE]
    with pytest.raises(VaultError, match="access_key_id is empty") as caught:
        await held.credential_source(found[1])
    assert "aliyun configure --profile half" in caught.value.advice
    for attempt in (held.remove(found[2]), held.remove(found[1])):
        with pytest.raises(VaultError, match="cannot be changed"):
            await attempt
    assert not (tmp_path / "remarks.json").exists()


async def test_what_is_noted_is_there_for_the_next_program(tmp_path: Path) -> None:
    file = tmp_path / "remarks.json"
    held = directory(file)
    saved, profile = [await named(held, "work", source) for source in (Source.KEYRING, Source.PROFILE)]
    await held.annotate(saved, note="mine\x1b[m", label="production")
    await held.failed(saved, "The AccessKey is disabled. Enable it.")
    used = await held.used(replace(profile, uid="7", principal="RAM user x"))
    assert (used.last_used, used.uid) == (NOON, "7")
    later = directory(file)
    first, second = (await later.accounts())[:2]
    assert (first.key, first.uid, first.principal, first.last_used) == (profile.key, "7", "RAM user x", NOON)
    assert (second.label, second.last_error) == ("production", "The AccessKey is disabled. Enable it.")
    assert second.note == "mine\ufffd"
    await later.used(second)
    assert (await named(later, "work", Source.KEYRING)).last_error == ""
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "one" not in file.read_text()


async def test_a_role_over_any_account_is_kept_chained_and_removed(tmp_path: Path) -> None:
    held = directory(tmp_path / "remarks.json")
    profile = await named(held, "work", Source.PROFILE)
    kept = await held.save_role(Account(" member ", uid="2", role=RoleOver(profile.key, ROLE)))
    further = await held.save_role(Account("further", role=RoleOver(kept.key, f"{ROLE}-2", "s", "e", 900)))
    later = directory(tmp_path / "remarks.json")
    found = await named(later, "further", Source.ROLE)
    assert found == further
    assert await later.credential_source(found) == AssumedRole(
        AssumedRole(ONE, ROLE, "cen-tui"), f"{ROLE}-2", "s", 900, "e"
    )
    with pytest.raises(VaultError, match="named Member already"):
        await later.save_role(Account("Member", role=RoleOver(profile.key, ROLE)))
    await later.remove(kept)
    with pytest.raises(VaultError, match="no longer there"):
        await later.credential_source(found)
    assert (await named(later, "further", Source.ROLE)).key == further.key


async def test_roles_that_lead_in_a_circle_end() -> None:
    held = directory()
    await held.save_role(Account("a", id="a", role=RoleOver("b", ROLE)))
    b = await held.save_role(Account("b", id="b", role=RoleOver("a", ROLE)))
    with pytest.raises(VaultError, match="no longer there"):
        await held.credential_source(b)


async def test_damage_is_said_set_aside_and_never_in_the_way(tmp_path: Path) -> None:
    file = tmp_path / "remarks.json"
    file.write_text("torn")

    def unreadable() -> Profiles:
        raise FileProblem("Could not read config.json: no.", advice="Look.")

    held = directory(file, unreadable)
    (saved,) = await held.accounts()
    profiles, remarks = held.notices()
    assert profiles == "Could not read config.json: no. Look."
    assert remarks == (
        f"The list of notes, labels and roles in {file} is damaged: it is not JSON (line 1, column 1)."
        " What can be read is used; the next change keeps the damaged file under another name."
    )
    assert file.read_text() == "torn"
    await held.annotate(saved, note="new", label="")
    assert "remarks.json.damaged" in held.notices()[0]
    assert (await held.accounts())[0].note == "new"
    file.write_text('{"schema": 9}')
    with pytest.raises(VaultError, match="a newer cen-tui"):
        await held.annotate(saved, note="new", label="")


@pytest.mark.parametrize(
    "odd",
    [
        '{"schema": 1, "remarks": [], "roles": []}',
        '{"schema": 1, "remarks": {"saved": 5}}',
        '{"schema": 1, "remarks": {"saved": {"label": ["production"]}}}',
        '{"schema": 1, "roles": [1, {"id": "x"}]}',
        "{}",
    ],
)
async def test_notes_that_are_odd_in_part_are_reported_and_kept_aside_whole(odd: str, tmp_path: Path) -> None:
    file = tmp_path / "remarks.json"
    file.write_text(odd)
    held = directory(file)
    saved, *others = await held.accounts()
    assert len(others) == 2
    assert [f"{file} is damaged" in notice for notice in held.notices()] == [True]
    await held.annotate(saved, note="new", label="")
    assert (tmp_path / "remarks.json.damaged").read_text() == odd
    held.notices()
    assert (await held.accounts())[0].note == "new"
    assert held.notices() == ()


async def test_a_label_that_can_be_read_stands_beside_an_entry_that_cannot(tmp_path: Path) -> None:
    file = tmp_path / "remarks.json"
    file.write_text('{"schema": 1, "remarks": {"saved": {"label": "production"}, "other": 5}}')
    held = directory(file)
    saved = await named(held, "work", Source.KEYRING)
    assert saved.label == "production"
    await held.annotate(saved, note="new", label=saved.label)
    assert (await named(held, "work", Source.KEYRING)).label == "production"


async def test_the_notes_of_a_newer_version_are_shown_reported_and_never_changed(tmp_path: Path) -> None:
    file = tmp_path / "remarks.json"
    file.write_text(newer := '{"schema": 9, "remarks": {"saved": {"label": "production"}}}')
    held = directory(file)
    saved = await named(held, "work", Source.KEYRING)
    assert saved.label == "production"
    assert "a newer cen-tui" in held.notices()[0]
    with pytest.raises(VaultError, match="a newer cen-tui"):
        await held.annotate(saved, note="new", label="")
    assert file.read_text() == newer


@pytest.mark.parametrize("in_its_place", ["folder", "pipe", "device"])
async def test_what_is_no_file_in_the_place_of_the_notes_hides_no_account(
    in_its_place: str, tmp_path: Path
) -> None:
    put(in_its_place, tmp_path / "remarks.json")
    held = directory(tmp_path / "remarks.json")
    assert len(await held.accounts()) == 3
    (notice,) = held.notices()
    assert "remarks.json" in notice


@pytest.mark.parametrize("in_its_place", ["newer", "folder", "pipe", "device"])
async def test_an_unreadable_list_of_accounts_hides_no_account_of_another_place(
    in_its_place: str, tmp_path: Path
) -> None:
    put(in_its_place, tmp_path / "accounts.json")
    keys = {"ALIBABA_CLOUD_ACCESS_KEY_ID": ONE.key_id, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "o" * 30}
    for environ, sources in ((keys, {Source.ENVIRONMENT, Source.PROFILE}), ({}, {Source.PROFILE})):
        vault = KeyringVault(tmp_path / "accounts.json", environ=environ)
        held = AccountDirectory(
            vault, AccountNotes(tmp_path / "remarks.json"), profiles=of_cli, now=lambda: NOON
        )
        assert {one.source for one in await held.accounts()} == sources
        (notice,) = held.notices()
        assert "accounts.json" in notice
        with pytest.raises(VaultError, match=r"accounts\.json"):
            await held.vault.save(Account("new"), ONE)
    alone = AccountDirectory(KeyringVault(tmp_path / "accounts.json", environ={}), now=lambda: NOON)
    with pytest.raises(VaultError, match=r"accounts\.json"):
        await alone.accounts()


async def test_a_role_over_an_account_that_cannot_be_read_is_not_said_to_be_over_none(tmp_path: Path) -> None:
    remarks = AccountNotes(tmp_path / "remarks.json")
    held = AccountDirectory(KeyringVault(tmp_path / "accounts.json", environ={}), remarks, now=lambda: NOON)
    await held.save_role(Account("role", role=RoleOver("saved", ROLE)))
    put("newer", tmp_path / "accounts.json")
    (role,) = await held.accounts()
    with pytest.raises(VaultError, match="a newer cen-tui"):
        await held.credential_source(role)


async def test_five_hundred_accounts_are_listed_as_fast_as_five(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """What is counted is files read: the same two however many accounts there are."""
    lines = []
    for number in (5, 500):
        listed = [{**LISTED[0], "name": f"profile-{n}"} for n in range(number)]
        reads: list[int] = []

        def read(listed: list[dict[str, str]] = listed, reads: list[int] = reads) -> Profiles:
            reads.append(1)
            return profiles_in({"profiles": listed}, Path("config.json"))

        held = AccountDirectory(MemoryVault(), AccountNotes(tmp_path / "remarks.json"), profiles=read)
        began = time.monotonic()
        assert len(await held.accounts()) == number
        lines.append(f"{number:>4} accounts listed in {(time.monotonic() - began) * 1000:.0f} ms")
        assert reads == [1]
    record_property("table", "\n".join(lines))


async def test_a_role_over_a_profile_is_asked_for_where_the_profile_says() -> None:
    listed = [{**LISTED[0], "sts_region": "cn-beijing"}]
    held = directory(profiles=lambda: profiles_in({"profiles": listed}, Path("config.json")))
    profile = await named(held, "work", Source.PROFILE)
    role = await held.save_role(Account("role", role=RoleOver(profile.key, ROLE)))
    source = await held.credential_source(role)
    assert source.sts is not None
    assert source.sts.host == "sts.cn-beijing.aliyuncs.com"


async def test_the_environments_account_is_remembered_by_its_last_use_and_not_by_whose_it_is(
    tmp_path: Path,
) -> None:
    def started() -> AccountDirectory:
        environ = {KEY_ID_VARIABLE: ONE.key_id, SECRET_VARIABLE: "one"}
        vault = KeyringVault(tmp_path / "accounts.json", environ=environ, now=lambda: NOON)
        return AccountDirectory(vault, AccountNotes(tmp_path / "remarks.json"))

    held = started()
    (account,) = await held.accounts()
    assert account.last_used is None
    await held.failed(account, "The AccessKey is disabled.")
    await held.used(replace(account, uid="7", principal="RAM user x"))
    (later,) = await started().accounts()
    assert (later.source, later.last_used, later.last_error) == (Source.ENVIRONMENT, NOON, "")
    assert (later.uid, later.principal) == ("", ""), "other keys may stand in the variables at the next start"
