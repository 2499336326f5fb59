"""Reads the tokens of an OAuth login in the CLI's file, and writes those that replace them after a renewal.

Nothing else of the CLI's is ever changed here, and this only after the operator has consented.
"""

import json
from pathlib import Path

from cen_tui.cloud.auth.sources import OAuthTokens
from cen_tui.cloud.credentials import Credentials
from cen_tui.i18n import gettext as _
from cen_tui.storage.files import Damaged, FileProblem, read_json, write_new
from cen_tui.text import safe


def keep_tokens(
    path: Path, profile: str, before: OAuthTokens, after: OAuthTokens, found: Credentials | None
) -> str:
    """Replace old tokens by new ones, and return a sentence on the outcome. Blocks.

    Nothing else in the file is changed. A profile that no longer has the old tokens is not changed: the CLI
    itself has logged in since.
    """
    try:
        target = path.resolve()
        document = read_json(target, operators=True)
        held = _profile_of(document, profile)
        if held is None or before.refresh != held.get("oauth_refresh_token"):
            return _("The tokens of {profile} in {file} stay as they are: they changed since.").format(
                profile=safe(profile), file=safe(path)
            )
        held.update(_fields(after, found))
        write_new(target, json.dumps(document, indent="\t", ensure_ascii=False) + "\n", replace=True)
    except (FileProblem, OSError) as problem:
        return _(
            "The login of {profile} was renewed but not written: {problem} "
            "The CLI must log in again: aliyun configure --profile {profile}."
        ).format(profile=safe(profile), problem=safe(problem))
    return _("The renewed login of {profile} is written to {file}.").format(
        profile=safe(profile), file=safe(path)
    )


def kept_tokens(path: Path, profile: str) -> OAuthTokens | None:
    """Return the tokens that the CLI's file holds of a login now; None where it holds none. Blocks."""
    from cen_tui.vault.profiles.sources import Fields, UnusableError, tokens_of

    try:
        return tokens_of(Fields(_profile_of(read_json(path, operators=True), profile) or {}))
    except (FileProblem, UnusableError):
        return None


def _profile_of(document: dict[str, object] | Damaged | None, name: str) -> dict[str, object] | None:
    listed = document.get("profiles") if isinstance(document, dict) else None
    named = (
        each
        for each in (listed if isinstance(listed, list) else ())
        if isinstance(each, dict) and each.get("name") == name
    )
    return next(named, None)


def _fields(after: OAuthTokens, found: Credentials | None) -> dict[str, object]:
    tokens: dict[str, object] = {
        "oauth_access_token": after.access.reveal(),
        "oauth_access_token_expire": after.access_ends,
        "oauth_refresh_token": after.refresh.reveal(),
    }
    if found is None or found.expires is None:
        return tokens
    return tokens | {
        "access_key_id": found.key_id,
        "access_key_secret": found.secret.reveal(),
        "sts_token": (found.token.reveal() if found.token else ""),
        "sts_expiration": int(found.expires.timestamp()),
    }
