import pytest

from cen_tui.vault.account_list import (
    account_by_key,
    account_named,
    base_account,
    effects_of_removal,
    free_name,
)
from cen_tui.vault.base import Account, RoleOver, Source

LEAD = Account("lead", id="lead")
PROFILE = Account("Lead", id="cli", source=Source.PROFILE, mode="AK")
MEMBER = Account("member", id="m", source=Source.ROLE, role=RoleOver("lead", "acs:ram::1:role/x"))
INNER = Account("inner", id="i", source=Source.ROLE, role=RoleOver("m", "acs:ram::2:role/y"))
ENVIRONMENT = Account("environment", source=Source.ENVIRONMENT)
ALL = (PROFILE, LEAD, MEMBER, INNER, ENVIRONMENT)


def test_a_name_means_what_is_saved_here_before_a_profile_in_any_letters() -> None:
    assert account_named("LEAD", ALL) is LEAD
    assert account_named("lead", (PROFILE, MEMBER)) is PROFILE
    assert account_named("lea", ALL) is None


def test_a_key_means_one_account() -> None:
    assert account_by_key("m", ALL) is MEMBER
    assert account_by_key("environment", ALL) is ENVIRONMENT
    assert account_by_key("gone", ALL) is None


def test_a_role_stands_on_the_account_at_the_bottom() -> None:
    assert base_account(INNER, ALL) is LEAD
    assert base_account(LEAD, ALL) is LEAD
    assert base_account(INNER, (INNER,)) is INNER, "what it stood on is gone"
    circle = (
        Account("a", id="a", role=RoleOver("b", "")),
        Account("b", id="b", role=RoleOver("a", "")),
    )
    assert base_account(circle[0], circle) in circle


@pytest.mark.parametrize(
    ("account", "changeable"),
    [(LEAD, True), (MEMBER, True), (PROFILE, False), (ENVIRONMENT, False)],
)
def test_what_is_defined_elsewhere_is_not_changeable(account: Account, changeable: object) -> None:
    assert account.changeable is changeable


def test_a_removal_names_what_goes_what_stays_and_the_roles_over_it() -> None:
    goes, left = effects_of_removal(LEAD, ALL)
    assert "deleted from the keyring" in goes
    assert "remains valid in Alibaba Cloud" in goes
    assert left == "The roles that it assumes can no longer be assumed: member."
    assert effects_of_removal(INNER, ALL) == (
        "The role itself is not changed; only its entry here is removed.",
    )


def test_a_name_that_is_taken_here_is_numbered() -> None:
    assert free_name("fresh", ALL) == "fresh"
    assert free_name("LEAD", ALL) == "LEAD 2"
    assert free_name("lead", (*ALL, Account("Lead 2", id="2"))) == "lead 3"
    assert free_name("Lead", (PROFILE,)) == "Lead", "a profile's name is not taken here"
