"""A configuration of the aliyun CLI as operators have them: for the embedded cloud, in memory alone."""

from typing import Final

from cen_tui.demo.estate.accounts import MANAGER, SPARE
from cen_tui.demo.estate.roles import NETOPS, PARTNER


def configuration() -> dict[str, object]:
    """Return what the CLI would have in its file: a key, two roles, and a profile that was never finished."""
    return {"current": "group-lead", "profiles": [dict(profile) for profile in _PROFILES]}


_KEY: Final = {
    "name": "night-shift",
    "mode": "AK",
    "access_key_id": SPARE.id,
    "access_key_secret": SPARE.secret.reveal(),
    "region_id": "cn-hangzhou",
}
_ROLE: Final = {
    "name": "group-lead",
    "mode": "RamRoleArn",
    "access_key_id": MANAGER.id,
    "access_key_secret": MANAGER.secret.reveal(),
    "ram_role_arn": NETOPS.arn,
    "ram_session_name": "netops-lead",
    "region_id": "cn-shanghai",
}
_CHAIN: Final = {
    "name": "partner",
    "mode": "ChainableRamRoleArn",
    "source_profile": _ROLE["name"],
    "ram_role_arn": PARTNER.arn,
    "ram_session_name": "netops-lead",
    "external_id": PARTNER.external_id,
}
_UNFINISHED: Final = {"name": "default", "mode": "AK", "access_key_id": "", "access_key_secret": ""}
_PROFILES: Final = (_ROLE, _CHAIN, _KEY, _UNFINISHED)
