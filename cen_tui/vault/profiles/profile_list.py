"""The profiles in the aliyun CLI's configuration, each as an account, with why one cannot sign in."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from cen_tui.cloud.auth.sources import CredentialSource, OAuth
from cen_tui.cloud.credentials import Credentials
from cen_tui.i18n import english, ngettext
from cen_tui.i18n import gettext as _
from cen_tui.text import safe
from cen_tui.vault.base import Account, Source
from cen_tui.vault.keys import key_hint
from cen_tui.vault.profiles.profile import Profile, Profiles, unread
from cen_tui.vault.profiles.sources import Fields, UnusableError, source_of
from cen_tui.vault.profiles.tokens import keep_tokens, kept_tokens

_DEEPEST: Final = 10


@dataclass(frozen=True, slots=True)
class _Configuration:
    """The profiles of a file by their names, and where the tokens of logins among them are kept."""

    by_name: Mapping[str, Fields]
    path: Path
    lock: Path | None

    def source(self, name: str | None, depth: int = 0) -> CredentialSource:
        """Return how a profile signs in; raises `UnusableError`."""
        if name is None:
            raise UnusableError(_("it has no name"))
        if depth > _DEEPEST:
            raise UnusableError(_("its source profiles lead in a circle"))
        if name not in self.by_name:
            raise UnusableError(
                _("there is no profile {profile}, which it names as its source").format(
                    profile=safe(name, limit=60)
                )
            )
        try:
            found = source_of(name, self.by_name[name], lambda source: self.source(source, depth + 1))
        except UnusableError as reason:
            if depth and "source" not in english(reason.args[0]):
                raise UnusableError(
                    _("its source {profile} is of no use, since {reason}").format(
                        profile=safe(name, limit=60), reason=reason.args[0]
                    )
                ) from None
            raise
        if not isinstance(found, OAuth):
            return found
        keep, reread = partial(keep_tokens, self.path, name), partial(kept_tokens, self.path, name)
        return replace(found, keep=keep, reread=reread, lock=self.lock)


def profiles_in(
    document: Mapping[str, object], path: Path, *, external: bool = True, lock: Path | None = None
) -> Profiles:
    """Return the profiles of a configuration; `path` is where renewed tokens are written.

    `external` is whether a command may be run, and an address asked, for credentials; `lock` is the file
    that is held while tokens are renewed.
    """
    listed = document.get("profiles")
    if not isinstance(listed, list):
        return Profiles(notice=unread(path, _("it holds no list of profiles")))
    found = [each for each in listed if isinstance(each, dict)]
    by_name: dict[str, Fields] = {}
    for each in found:
        by_name.setdefault(str(each.get("name")), Fields(each, external=external))
    configuration = _Configuration(by_name, path, lock)
    seen: dict[str, Profile] = {}
    for number, each in enumerate(found, 1):
        profile = _profile(each, number, configuration)
        if profile.account.id in seen:
            profile = _set_apart(profile, number)
        seen[profile.account.id] = profile
    odd = len(listed) - len(found)
    notice = ngettext(
        "{file} holds {count} that cannot be read as a profile.",
        "{file} holds {count} that cannot be read as a profile.",
        odd,
    ).format(file=safe(path), count=odd)
    return Profiles(tuple(seen.values()), notice if odd else "")


def _profile(fields: Mapping[str, object], number: int, configuration: _Configuration) -> Profile:
    name = fields.get("name")
    named = isinstance(name, str) and bool(name.strip())
    account = Account(
        name=safe(name).strip() if named else _("profile {number}").format(number=number),
        source=Source.PROFILE,
        mode=safe(fields.get("mode") or _("no mode"), limit=40),
        id=_id_of(json.dumps([name if named else number])),
        region=_text(fields.get("region_id")),
    )
    try:
        source = configuration.source(str(name) if named else None)
    except UnusableError as reason:
        words = _("This profile of the aliyun CLI cannot sign in: {reason}.").format(reason=reason)
        return Profile(replace(account, unusable=safe(words)), None)
    hint = safe(key_hint(source.key_id)) if isinstance(source, Credentials) else ""
    return Profile(replace(account, key_hint=hint), source)


def _set_apart(profile: Profile, number: int) -> Profile:
    why = _("This profile of the aliyun CLI cannot sign in: another one of the same name comes before it.")
    return Profile(replace(profile.account, id=_id_of(f"again {number}"), unusable=why), None)


def _id_of(name: str) -> str:
    return f"cli{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


def _text(value: object) -> str:
    return safe(value, limit=60).strip() if isinstance(value, str) else ""
