import pytest

from cen_tui.cloud.credentials import Credentials
from cen_tui.vault.base import Source
from cen_tui.vault.environment import (
    KEY_ID_VARIABLE,
    SECRET_VARIABLE,
    TOKEN_VARIABLE,
    Environment,
    read_environment,
)

KEY_ID = "LTAI5tMadeUpForTests0001"
SECRET = "MadeUpSecretForTestsAaBbCc0001"
BOTH = {KEY_ID_VARIABLE: KEY_ID, SECRET_VARIABLE: SECRET}


def test_nothing_set_is_nothing() -> None:
    assert read_environment({}) == Environment()
    assert read_environment({KEY_ID_VARIABLE: "", SECRET_VARIABLE: " ", TOKEN_VARIABLE: ""}) == Environment()


def test_a_pair_is_an_account_that_is_not_ours_to_change() -> None:
    found = read_environment(BOTH)
    assert found.account is not None
    assert (found.account.name, found.account.key_hint) == ("environment", "LTAI…0001")
    assert found.account.source is Source.ENVIRONMENT
    assert not found.account.changeable
    assert found.credentials is not None
    assert (found.credentials.key_id, found.credentials.secret, found.credentials.token) == (
        KEY_ID,
        SECRET,
        None,
    )
    assert found.notice == ""
    assert SECRET not in repr(found)


def test_temporary_credentials_come_with_their_token() -> None:
    found = read_environment(BOTH | {KEY_ID_VARIABLE: "STS.NTmadeup", TOKEN_VARIABLE: "CAIS\n"})
    assert isinstance(found.credentials, Credentials)
    assert found.credentials.token == "CAIS"


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({KEY_ID_VARIABLE: KEY_ID}, f"{SECRET_VARIABLE}: The AccessKey secret is empty"),
        ({SECRET_VARIABLE: SECRET}, f"{KEY_ID_VARIABLE}: The AccessKey ID is empty"),
        ({TOKEN_VARIABLE: "CAIS"}, f"{TOKEN_VARIABLE} is set without"),
        (BOTH | {KEY_ID_VARIABLE: "STS.NTmadeup"}, "works only with its security token"),
        (BOTH | {SECRET_VARIABLE: "two words"}, "a space inside"),
    ],
)
def test_half_an_account_is_said_and_not_offered(environ: dict[str, str], says: str) -> None:
    found = read_environment(environ)
    assert (found.account, found.credentials) == (None, None)
    assert says in found.notice
    assert "two words" not in found.notice
