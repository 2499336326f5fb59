from collections.abc import Mapping

import pytest

from cen_tui.cloud.auth.sources import AssumedRole, CredentialSource, EcsRole, has_key
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.base import Account, VaultError
from cen_tui.vault.memory import MemoryVault

KEY = Credentials("LTAI5tMadeUpForTests0001", Secret("MadeUpSecretForTestsAaBbCc0001"))
ROLE = AssumedRole(KEY, "acs:ram::1:role/one", "night", 1800, "shared")
CHAIN = AssumedRole(ROLE, "acs:ram::2:role/two", "later")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (KEY, True),
        (CHAIN, True),
        (EcsRole(), False),
        (AssumedRole(EcsRole(), "acs:ram::1:role/x", "s"), False),
    ],
)
def test_only_what_stands_on_a_key_can_be_copied(source: CredentialSource, *, found: bool) -> None:
    assert has_key(source) is found


async def by_name(directory: AccountDirectory) -> Mapping[str, Account]:
    return {one.name: one for one in await directory.accounts()}


async def test_a_chain_of_roles_is_saved_with_all_that_it_stands_on() -> None:
    directory = AccountDirectory(MemoryVault())
    saved = await directory.copy_profile(Account("two", uid="2", principal="role two"), CHAIN)
    held = await by_name(directory)
    assert set(held) == {"two", "two key", "two key key"}
    assert saved.key == held["two"].key
    assert (held["two"].uid, held["two"].principal) == ("2", "role two")
    assert await directory.credential_source(held["two"]) == CHAIN
    assert await directory.credential_source(held["two key"]) == ROLE
    assert await directory.credential_source(held["two key key"]) == KEY


async def test_names_that_are_taken_are_numbered_and_nothing_is_replaced() -> None:
    directory = AccountDirectory(MemoryVault([(Account("one"), KEY), (Account("one 2 key"), KEY)]))
    await directory.copy_profile(Account("one"), ROLE)
    held = await by_name(directory)
    assert set(held) == {"one", "one 2 key", "one 2", "one 2 key 2"}
    assert held["one"].role is None
    assert held["one 2"].role is not None
    assert held["one 2"].role.over == held["one 2 key 2"].key


async def test_what_has_no_key_is_not_copied() -> None:
    directory = AccountDirectory(MemoryVault())
    with pytest.raises(TypeError):
        await directory.copy_profile(Account("node"), EcsRole())
    assert await directory.accounts() == ()


async def test_a_name_that_will_not_do_is_refused_by_the_vault() -> None:
    with pytest.raises(VaultError, match="at most 40"):
        await AccountDirectory(MemoryVault()).copy_profile(Account("x" * 41), KEY)
