import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from cen_tui.cloud.auth.sources import (
    AssumedRole,
    CloudSso,
    CredentialSource,
    CredentialsUri,
    EcsRole,
    External,
    OAuth,
    OAuthTokens,
    OidcRole,
    consent_needed,
)
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import Endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.vault.base import Source
from cen_tui.vault.profiles.profile import Profile
from cen_tui.vault.profiles.profile_list import profiles_in
from cen_tui.vault.profiles.reader import profiles_reader, read_profiles

KEY = {"access_key_id": "LTAI5tMadeUpForTests0001", "access_key_secret": "MadeUpSecretForTestsAaBbCc0001"}
ONE = Credentials(KEY["access_key_id"], Secret(KEY["access_key_secret"]))
ROLE = "acs:ram::1250000000000001:role/netops"
SSO_URL = "https://sso.example"
SSO = {
    "cloud_sso_sign_in_url": SSO_URL,
    "cloud_sso_account_id": "1250000000000001",
    "cloud_sso_access_config": "ac-1",
    "access_token": "sso-token",
    "cloud_sso_access_token_expire": 1800000000,
}
OAUTH = {
    "oauth_site_type": "INTL",
    "oauth_access_token": "access",
    "oauth_access_token_expire": 1800000000,
    "oauth_refresh_token": "refresh",
}
TOKENS = OAuthTokens(Secret("access"), 1800000000, Secret("refresh"))
ENVIRONMENT = {
    "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tOfTheEnvironment01",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "OfTheEnvironment",
    "ALIBABA_CLOUD_ROLE_ARN": "acs:ram::9:role/environment",
}


def profiles(*listed: object) -> tuple[Profile, ...]:
    return profiles_in({"current": "x", "profiles": list(listed)}, Path("config.json")).profiles


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ({"mode": "AK", **KEY}, ONE),
        ({"mode": "AK", **KEY, "access_key_secret": f" {KEY['access_key_secret']}\n"}, ONE),
        (
            {"mode": "StsToken", **KEY, "sts_token": "CAIS"},
            Credentials(ONE.key_id, ONE.secret, Secret("CAIS")),
        ),
        ({"mode": "RamRoleArn", **KEY, "ram_role_arn": ROLE}, AssumedRole(ONE, ROLE, "cen-tui")),
        (
            {
                "mode": "RamRoleArn",
                **KEY,
                "ram_role_arn": ROLE,
                "ram_session_name": "me",
                "expired_seconds": 900,
                "external_id": "e",
            },
            AssumedRole(ONE, ROLE, "me", 900, "e"),
        ),
        (
            {"mode": "ChainableRamRoleArn", "source_profile": "key", "ram_role_arn": ROLE},
            AssumedRole(ONE, ROLE, "cen-tui"),
        ),
        (
            {"mode": "RamRoleArnWithRoleName", "ram_role_name": "node", "ram_role_arn": ROLE},
            AssumedRole(EcsRole("node"), ROLE, "cen-tui"),
        ),
        ({"mode": "EcsRamRole", "ram_role_name": "node"}, EcsRole("node")),
        ({"mode": "EcsRamRole"}, EcsRole()),
        (
            {"mode": "OIDC", "ram_role_arn": ROLE, "oidc_provider_arn": "p", "oidc_token_file": "/t"},
            OidcRole(ROLE, "p", "/t", "cen-tui"),
        ),
        (
            {"mode": "CloudSSO", **SSO},
            CloudSso("it", SSO_URL, "1250000000000001", "ac-1", Secret("sso-token"), 1800000000),
        ),
        ({"mode": "OAuth", **OAUTH}, OAuth("it", "INTL", TOKENS)),
        ({"mode": "External", "process_command": "give-keys --now"}, External("give-keys --now")),
        (
            {"mode": "CredentialsURI", "credentials_uri": "http://127.0.0.1/x"},
            CredentialsUri("http://127.0.0.1/x"),
        ),
    ],
)
def test_every_mode_is_read_as_the_cli_writes_it(fields: dict[str, object], source: CredentialSource) -> None:
    _, found = profiles(
        {"name": "key", "mode": "AK", **KEY}, {"name": "it", "region_id": "cn-hangzhou", **fields}
    )
    assert found.source == source
    assert getattr(found.source, "tokens", None) == getattr(source, "tokens", None)
    account = found.account
    assert (account.name, account.source, account.region) == ("it", Source.PROFILE, "cn-hangzhou")
    assert (account.mode, account.unusable, account.changeable) == (fields["mode"], "", False)
    assert consent_needed(source)[0] == {"External": "command", "OAuth": "profile"}.get(
        str(fields["mode"]), ""
    )


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"mode": "AK", "access_key_id": "", "access_key_secret": ""}, "access_key_id is empty"),
        ({"mode": "AK", "access_key_id": KEY["access_key_id"]}, "access_key_secret is empty"),
        ({"mode": "StsToken", **KEY}, "sts_token is empty"),
        ({"mode": "RamRoleArn", **KEY}, "ram_role_arn is empty"),
        ({"mode": "RamRoleArn", **KEY, "ram_role_arn": ROLE, "expired_seconds": 60}, "under 900"),
        ({"mode": "RamRoleArn", **KEY, "ram_role_arn": ROLE, "expired_seconds": "1h"}, "no whole number"),
        ({"mode": "ChainableRamRoleArn", "ram_role_arn": ROLE}, "source_profile is empty"),
        ({"mode": "ChainableRamRoleArn", "source_profile": "gone", "ram_role_arn": ROLE}, "no profile gone"),
        ({"mode": "ChainableRamRoleArn", "source_profile": "it", "ram_role_arn": ROLE}, "in a circle"),
        (
            {"mode": "ChainableRamRoleArn", "source_profile": "half", "ram_role_arn": ROLE},
            "half is of no",
        ),
        ({"mode": "OIDC", "ram_role_arn": ROLE, "oidc_provider_arn": "p"}, "oidc_token_file is empty"),
        ({"mode": "CloudSSO", **SSO, "access_token": ""}, "access_token is empty"),
        ({"mode": "OAuth", **OAUTH, "oauth_site_type": "MOON"}, "neither CN nor INTL"),
        ({"mode": "OAuth", **OAUTH, "oauth_refresh_token": None}, "oauth_refresh_token is empty"),
        ({"mode": "External", "process_command": ["rm"]}, "process_command is no text"),
        ({"mode": "External", "process_command": "x" * 4001}, "at most 4,000 are shown before it runs"),
        ({"mode": "External", "process_command": "x\u202ey"}, "characters that cannot be shown"),
        ({"mode": "External", "process_command": "x\ny"}, "characters that cannot be shown"),
        ({"mode": "ak", **KEY}, "its mode ak is not known here (it is spelt AK)"),
        ({"mode": "Ssh\x1b[31m"}, "is not known here"),
        ({"mode": "BearerToken"}, "a bearer token signs none"),
        ({}, "it has no mode"),
    ],
)
def test_a_profile_that_cannot_sign_in_is_listed_with_the_reason(
    fields: dict[str, object], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    half, found = profiles({"name": "half", "mode": "AK"}, {"name": "it", **fields})
    assert (half.source, found.source) == (None, None)
    assert why in found.account.unusable
    assert "\x1b" not in found.account.unusable


def test_what_is_no_profile_is_said_and_two_of_a_name_are_distinguished() -> None:
    found = profiles_in(
        {"profiles": [1, {"mode": "AK", **KEY}, *[{"name": "a", "mode": "AK", **KEY}] * 2]}, Path("c")
    )
    assert "1 that cannot be read" in found.notice
    nameless, first, second = found.profiles
    assert "it has no name" in nameless.account.unusable
    assert first.source == ONE
    assert "another one of the same name comes before it" in second.account.unusable
    assert len({one.account.key for one in found.profiles}) == 3


@pytest.mark.parametrize("text", ["not json", "[]", '{"profiles": 3}'])
def test_a_file_that_cannot_be_read_is_said_and_left_as_it_is(text: str, tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_text(text)
    found = read_profiles(file)
    assert found.profiles == ()
    assert "It is left as it is." in found.notice
    assert [one.name for one in tmp_path.iterdir()] == ["config.json"]
    assert file.read_text() == text


def test_no_file_and_an_environment_that_says_so_are_nothing_to_speak_of(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    assert read_profiles(file).notice == ""
    file.write_text(json.dumps({"profiles": [{"name": "it", "mode": "AK", **KEY}]}))
    assert len(profiles_reader(file, {})().profiles) == 1
    for name, value in (
        ("ALIBABA_CLOUD_IGNORE_PROFILE", "TRUE"),
        ("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true"),
    ):
        assert profiles_reader(file, {name: value})().profiles == ()


@pytest.mark.parametrize("value", ["1", "true", "TRUE"])
def test_an_environment_that_forbids_commands_and_addresses_is_named(tmp_path: Path, value: str) -> None:
    file = tmp_path / "config.json"
    modes = (
        ("External", "process_command", "give"),
        ("CredentialsURI", "credentials_uri", "http://127.0.0.1/"),
    )
    listed = [{"name": mode, "mode": mode, field: given} for mode, field, given in modes]
    file.write_text(json.dumps({"profiles": listed}))
    assert all(one.source for one in profiles_reader(file, {})().profiles)
    forbidden = profiles_reader(file, {"ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS": value})().profiles
    assert [one.source for one in forbidden] == [None, None]
    assert all("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS" in one.account.unusable for one in forbidden)


def renewing(file: Path) -> OAuth:
    (found,) = read_profiles(file).profiles
    assert isinstance(found.source, OAuth)
    return found.source


def test_renewed_tokens_replace_the_old_ones_and_nothing_else(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    file = tmp_path / "config.json"
    other = {"name": "it", "mode": "OAuth", **OAUTH, "language": "en", "odd": {"kept": [1]}}
    file.write_text(json.dumps({"current": "it", "profiles": [other], "meta_path": "x"}))
    source = renewing(file)
    assert source.keep is not None
    after = OAuthTokens(Secret("new access"), 1900000000, Secret("new refresh"))
    assert "is written to" in source.keep(source.tokens, after, None)
    written = json.loads(file.read_text())
    assert written["profiles"][0] == {
        **other,
        "oauth_access_token": "new access",
        "oauth_access_token_expire": 1900000000,
        "oauth_refresh_token": "new refresh",
    }
    assert (written["current"], written["meta_path"]) == ("it", "x")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    before = file.read_text()
    assert "they changed since" in source.keep(source.tokens, after, None)
    assert file.read_text() == before
    file.unlink()
    file.mkdir()
    assert "The CLI must log in again: aliyun configure --profile it." in source.keep(
        source.tokens, after, None
    )


@pytest.mark.parametrize(
    ("fields", "host"),
    [
        ({}, None),
        ({"region_id": "cn-hangzhou"}, None),
        ({"sts_region": "eu-central-1"}, "sts.eu-central-1.aliyuncs.com"),
        ({"sts_region": "cn-beijing", "endpoint_type": "vpc"}, "sts-vpc.cn-beijing.aliyuncs.com"),
        ({"region_id": "cn-beijing", "endpoint_type": "VPC"}, "sts-vpc.cn-beijing.aliyuncs.com"),
        (
            {"sts_endpoint": "sts-vpc.cn-shanghai.aliyuncs.com", "sts_region": "x"},
            "sts-vpc.cn-shanghai.aliyuncs.com",
        ),
        ({"sts_endpoint": "https://sts.cn-shanghai.aliyuncs.com/"}, "sts.cn-shanghai.aliyuncs.com"),
    ],
)
def test_the_sts_of_a_profile_is_the_one_that_the_cli_would_ask(
    fields: dict[str, str], host: str | None
) -> None:
    role = {"name": "r", "mode": "RamRoleArn", **KEY, "ram_role_arn": ROLE, **fields}
    oidc = {
        "name": "o",
        "mode": "OIDC",
        "ram_role_arn": ROLE,
        "oidc_provider_arn": "p",
        "oidc_token_file": "/t",
    }
    others = (
        {"name": "a", "mode": "AK", **KEY},
        {"name": "t", "mode": "StsToken", **KEY, "sts_token": "t"},
        {"name": "e", "mode": "EcsRamRole"},
        {"name": "u", "mode": "CredentialsURI", "credentials_uri": "http://127.0.0.1/"},
        {"name": "x", "mode": "External", "process_command": "true"},
        {"name": "l", "mode": "OAuth", "oauth_refresh_token": "r"},
        {
            "name": "s",
            "mode": "CloudSSO",
            "cloud_sso_sign_in_url": "https://sso.example",
            "cloud_sso_account_id": "1",
            "cloud_sso_access_config": "c",
            "access_token": "t",
        },
    )
    found = profiles(role, *({**each, **fields} for each in (oidc, *others)))
    assert len(found) == 9
    for each in found:
        assert each.source is not None
        assert (each.source.sts.host if each.source.sts else None) == host


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"sts_endpoint": "http://sts.example"}, "sts_endpoint names no host: http://sts.example"),
        ({"sts_endpoint": "a b"}, "sts_endpoint names no host"),
        ({"sts_region": "evil.example/"}, "sts_region is no region"),
    ],
)
def test_an_sts_that_cannot_be_asked_is_said(fields: dict[str, str], why: str) -> None:
    (found,) = profiles({"name": "r", "mode": "RamRoleArn", **KEY, "ram_role_arn": ROLE, **fields})
    assert why in found.account.unusable


def test_an_identity_token_goes_to_the_cloud_s_own_sts_alone() -> None:
    provider = {"oidc_provider_arn": "p", "oidc_token_file": "/t", "sts_endpoint": "sts.example"}
    (found,) = profiles({"name": "o", "mode": "OIDC", "ram_role_arn": ROLE, **provider})
    assert "sts_endpoint is sts.example" in found.account.unusable
    named = CloudOptions(sts=Endpoint("sts.aliyuncs.com.example"))
    assert named.for_tokens.sts is None
    assert replace(named, sts=Endpoint("sts-vpc.cn-x.aliyuncs.com")).for_tokens.sts is not None
