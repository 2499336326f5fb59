from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.vault.base import Account, Source, VaultError
from cen_tui.vault.rules import NAME_LIMIT, by_last_use, name_problem, role_problem, tidy_name, validated

SIGN_IN = Credentials("LTAI5tMadeUpForTests0001", Secret("MadeUpSecretForTestsAaBbCc0001"))
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Give the account a name"),
        (" \t\n", "Give the account a name"),
        ("x" * 41, "too long: at most 40 characters"),
        ("Environment ", "reserved for the account of the environment"),
        (" PROD", "named PROD already"),
        (SIGN_IN.secret.reveal(), "looks like an AccessKey secret"),
        ("x" * 40, ""),
        ("生产网络", ""),
    ],
)
def test_names(name: str, says: str) -> None:
    problem = name_problem(name, ["prod", "test"])
    assert says in problem
    assert bool(problem) == bool(says)


@pytest.mark.parametrize(
    ("arn", "session", "says"),
    [
        ("acs:ram::1250000000000001:role/netops", "night.shift@host-1", ""),
        ("acs:ram::1:role/x", "cen-tui", ""),
        ("", "cen-tui", "A role's ARN looks like"),
        ("acs:ram::1:user/x", "cen-tui", "A role's ARN looks like"),
        ("acs:ram::1:role/x y", "cen-tui", "A role's ARN looks like"),
        ("acs:ram::1:role/x", "n", "A session's name has"),
        ("acs:ram::1:role/x", "night shift", "A session's name has"),
        ("acs:ram::1:role/x", "n" * 65, "A session's name has"),
    ],
)
def test_a_role_and_its_session(arn: str, session: str, says: str) -> None:
    problem = role_problem(arn, session)
    assert says in problem
    assert bool(problem) == bool(says)


@given(st.text())
def test_a_name_that_will_do_is_safe_and_short(name: str) -> None:
    if not name_problem(name):
        assert 1 <= len(tidy_name(name)) <= NAME_LIMIT
        assert "\x1b" not in tidy_name(name)
        assert tidy_name(tidy_name(name)) == tidy_name(name)


def test_an_account_is_made_ready_for_storing() -> None:
    account = Account(" prod\x1b[2J ", uid="1\n2", principal="main", key_hint="wrong", id="a")
    ready = validated(account, SIGN_IN, [account], Source.MEMORY)
    assert ready == Account(
        "prod\ufffd", uid="1 2", principal="main", key_hint="LTAI…0001", source=Source.MEMORY, id="a"
    )


def test_an_account_may_keep_its_name_and_not_take_another_s() -> None:
    others = [Account("prod", id="a"), Account("test", id="b")]
    assert validated(others[0], SIGN_IN, others, Source.KEYRING).name == "prod"
    with pytest.raises(VaultError, match="named test already"):
        validated(Account("test", id="a"), SIGN_IN, others, Source.KEYRING)


def test_the_environment_s_account_is_refused() -> None:
    with pytest.raises(VaultError, match="cannot be changed") as caught:
        validated(Account("mine", source=Source.ENVIRONMENT), SIGN_IN, [], Source.KEYRING)
    assert caught.value.advice


def test_the_last_used_comes_first_and_the_environment_last_until_it_is_used() -> None:
    old = Account("old", last_used=NOON - timedelta(days=1))
    new = Account("new", last_used=NOON)
    never = [Account("Beta"), Account("alpha")]
    environment = Account("environment", source=Source.ENVIRONMENT)
    names = [one.name for one in by_last_use([environment, *never, old, new])]
    assert names == ["new", "old", "alpha", "Beta", "environment"]
    used = Account("environment", source=Source.ENVIRONMENT, last_used=NOON + timedelta(hours=1))
    assert by_last_use([old, used])[0] is used
