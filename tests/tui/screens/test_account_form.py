from datetime import UTC, datetime

import pytest
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import (
    EXPIRED,
    GROUP_BACKBONE,
    INACTIVE,
    PROD_NETWORK,
    SPARE,
    TEMPORARY,
    accounts,
)
from cen_tui.demo.estate.kinds import AccessKey
from cen_tui.vault.base import Account
from cen_tui.vault.memory import MemoryVault

WRONG = "NotTheSecretOfThisKeyAaBbCc999"


async def adding(walk: Walk) -> None:
    await walk.see("Enter signs in")
    await walk.press("a")
    await walk.see("Add an account")


async def editing(walk: Walk, name: str = "prod-network") -> None:
    await walk.see("Enter signs in")
    await walk.go_to(name)
    await walk.press("e")
    await walk.see(f"Edit {name}")


async def replacing(walk: Walk, key_id: str, secret: str, name: str = "prod-network") -> None:
    """Replace the key of an account by another."""
    await editing(walk, name)
    await walk.press("enter")
    await walk.type(key_id)
    await walk.press("enter")
    await walk.type(secret)
    await walk.press("ctrl+s")


async def fill(walk: Walk, name: str, key_id: str, secret: str, token: str = "") -> None:
    """Fill the four fields from the first on, leaving the cursor in the last."""
    for text in (name, key_id, secret):
        await walk.type(text)
        await walk.press("enter")
    await walk.type(token)


async def named(vault: MemoryVault, name: str) -> Account | None:
    return next((account for account in await vault.accounts() if account.name == name), None)


async def test_a_key_is_proved_then_stored_and_says_whose_it_is() -> None:
    vault = MemoryVault(accounts(), now=lambda: datetime(2027, 1, 2, tzinfo=UTC))
    async with walking(vault=vault) as walk:
        await adding(walk)
        await walk.see(SPARE.id, str.__str__(SPARE.secret))
        await fill(walk, "night-shift", SPARE.id, str.__str__(SPARE.secret))
        assert not walk.cloud.received
        await walk.press("enter")
        await walk.see(
            "night-shift is stored: it signs in as RAM user operator of account 1250 4400 1234 5678.",
            "LTAI…0004",
        )
        assert [(call.action, call.key_id) for call in walk.cloud.received] == [
            ("GetCallerIdentity", SPARE.id)
        ]
        await walk.press("enter")
        await walk.see("Which region is the network in?", "night-shift (1250 4400 1234 5678)")


async def test_a_wrong_secret_stores_nothing_and_loses_nothing_typed() -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault) as walk:
        await adding(walk)
        await fill(walk, "night-shift", SPARE.id, WRONG)
        await walk.press("enter")
        await walk.see("The AccessKey secret is wrong", "SignatureDoesNotMatch", "Nothing was stored;")
        await walk.see(f"request ID {walk.cloud.received[-1].request_id}")
        await walk.see("night-shift", SPARE.id, "•" * len(WRONG))
        assert len(await vault.accounts()) == 3
        await walk.press("shift+tab", "end", "ctrl+u")
        await walk.type(str.__str__(SPARE.secret))
        await walk.press("ctrl+s")
        await walk.see("night-shift is stored")


async def test_what_is_odd_about_a_refused_key_is_reported_beside_the_refusal() -> None:
    async with walking() as walk:
        await adding(walk)
        await fill(walk, "night-shift", SPARE.id, "short")
        await walk.press("enter")
        await walk.see("The AccessKey secret is wrong", "request ID", "Nothing was stored;")
        await walk.see("An AccessKey secret has 30 characters, as a rule; this one has 5.")


@pytest.mark.parametrize(
    ("key", "title", "code"),
    [
        (INACTIVE, "The AccessKey is disabled", "InvalidAccessKeyId.Inactive"),
        (EXPIRED, "The temporary credentials have expired", "InvalidSecurityToken.Expired"),
    ],
)
async def test_a_key_that_is_no_good_is_not_stored(key: AccessKey, title: str, code: str) -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault) as walk:
        await adding(walk)
        secret, token = str.__str__(key.secret), str.__str__(key.token or "")
        await fill(walk, "no-good", key.id, secret, token)
        await walk.press("enter")
        await walk.see(title, code, "Nothing was stored;")
        assert secret not in walk.screen()
        assert not token or token not in walk.screen()
        assert await named(vault, "no-good") is None


async def test_temporary_credentials_are_stored_with_their_token() -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault) as walk:
        await adding(walk)
        assert TEMPORARY.token
        await fill(walk, "tonight", TEMPORARY.id, str.__str__(TEMPORARY.secret), str.__str__(TEMPORARY.token))
        await walk.press("enter")
        await walk.see("tonight is stored: it signs in as role netops")
        account = await named(vault, "tonight")
        assert account is not None
        assert (await vault.credentials(account)).token == TEMPORARY.token


async def test_pasted_keys_are_cleaned_of_what_came_with_them() -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault) as walk:
        await adding(walk)
        await walk.type("pasted")
        await walk.press("enter")
        await walk.paste(f'  "{SPARE.id}"\u200b ')
        await walk.press("enter")
        await walk.paste(f" {str.__str__(SPARE.secret)}\r\n")
        await walk.press("ctrl+s")
        await walk.see("pasted is stored")


@pytest.mark.parametrize(
    ("name", "key_id", "secret", "says"),
    [
        ("", SPARE.id, WRONG, "Give the account a name"),
        ("x" * 41, SPARE.id, WRONG, "The name is too long: at most 40 characters."),
        ("Prod-Network", SPARE.id, WRONG, "Another account is named Prod-Network already."),
        (
            "Environment",
            SPARE.id,
            WRONG,
            "The name environment is reserved for",
        ),
        ("new", "", WRONG, "The AccessKey ID is empty."),
        ("new", SPARE.id, "", "The AccessKey secret is empty."),
        ("new", SPARE.id, "with a space", "There is a space inside the AccessKey secret"),
        ("new", TEMPORARY.id, WRONG, "works only with its security token"),
    ],
)
async def test_what_cannot_be_right_is_said_and_the_cloud_is_not_asked(
    name: str, key_id: str, secret: str, says: str
) -> None:
    async with walking() as walk:
        await adding(walk)
        await fill(walk, name, key_id, secret)
        await walk.press("enter")
        await walk.see("Please check", says)
        assert not walk.cloud.received


async def test_escape_closes_the_form_and_stores_nothing() -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault) as walk:
        await adding(walk)
        await fill(walk, "night-shift", SPARE.id, str.__str__(SPARE.secret))
        await walk.press("escape")
        await walk.gone("Add an account")
        assert await named(vault, "night-shift") is None
        assert not walk.cloud.received


async def test_escape_ends_a_slow_proof_and_nothing_is_stored() -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault, faults="latency@GetCallerIdentity=60000") as walk:
        await adding(walk)
        await fill(walk, "night-shift", SPARE.id, str.__str__(SPARE.secret))
        await walk.press("enter")
        await walk.see("Asking the cloud whose key this is…")
        await walk.press("escape")
        await walk.gone("Add an account")
        walk.cloud.set_faults("")
        await walk.to_region("prod-viewer")
        assert await named(vault, "night-shift") is None


async def test_a_name_alone_can_be_changed() -> None:
    vault = MemoryVault(accounts())
    before = await named(vault, "prod-network")
    assert before is not None
    async with walking(vault=vault) as walk:
        await editing(walk)
        await walk.see("Leave key and secret empty to change only the name.")
        await walk.press("end", "ctrl+u")
        await walk.type("production")
        await walk.press("ctrl+s")
        await walk.see("production is stored: it signs in as main account of account 1250 4400 1234 5678.")
        after = await named(vault, "production")
        assert after is not None
        assert (after.id, after.key_hint) == (before.id, before.key_hint)
        assert (await vault.credentials(after)).key_id == PROD_NETWORK.id
        assert await named(vault, "prod-network") is None


async def test_a_key_can_be_replaced_by_another() -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault) as walk:
        await replacing(walk, SPARE.id, str.__str__(SPARE.secret), "prod-viewer")
        await walk.see("prod-viewer is stored: it signs in as RAM user operator", "LTAI…0004")
        account = await named(vault, "prod-viewer")
        assert account is not None
        assert (await vault.credentials(account)).key_id == SPARE.id
        await walk.press("enter")
        await walk.see("Which region is the network in?")
        assert walk.calls("GetCallerIdentity")[-1].key_id == SPARE.id


async def test_a_new_key_that_is_wrong_leaves_the_old_one() -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault) as walk:
        await replacing(walk, SPARE.id, WRONG)
        await walk.see("The AccessKey secret is wrong", "Nothing was stored;")
        await walk.press("escape")
        await walk.to_region("prod-network")
        assert walk.calls("GetCallerIdentity")[-1].key_id == PROD_NETWORK.id


async def test_a_key_of_another_account_replaces_one_only_after_a_yes() -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault) as walk:
        await replacing(walk, GROUP_BACKBONE.id, str.__str__(GROUP_BACKBONE.secret))
        belongs = "This key belongs to account 1960 5210 7788 4321, and prod-network is account 1250 4400"
        await walk.see("Replace the key of prod-network?", belongs)
        before = await named(vault, "prod-network")
        assert before is not None
        await walk.press("enter")
        await walk.see("Nothing was stored; what you typed is still here.")
        await walk.press("ctrl+s")
        await walk.see("Replace the key of prod-network?")
        assert (await vault.credentials(before)).key_id == PROD_NETWORK.id
        await walk.press("y")
        await walk.see("prod-network is stored: it signs in as main account of account 1960 5210 7788 4321.")


async def test_an_account_cannot_take_the_name_of_another() -> None:
    async with walking() as walk:
        await editing(walk)
        await walk.press("end", "ctrl+u")
        await walk.type("PROD-viewer")
        await walk.press("ctrl+s")
        await walk.see("Another account is named PROD-viewer already.")
        assert not walk.cloud.received
