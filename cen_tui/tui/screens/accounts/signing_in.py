"""Signing in with a saved account beside the one that the wizard is on; always on the operator's key."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import CloudError
from cen_tui.text import grouped
from cen_tui.vault.base import Account, VaultError

if TYPE_CHECKING:
    from cen_tui.tui.app import CenTuiApp


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account that the cloud has just named, and the way to speak as it."""

    account: Account
    cloud: Cloud

    @property
    def whose(self) -> str:
        """The account's name and ID, to say whose CENs are shown."""
        return f"{self.account.name} ({grouped(self.account.uid)})"


async def sign_in_to(app: "CenTuiApp", account: Account) -> SignedIn:
    """Sign in with an account; the wizard stays on its own. Raises `VaultError` and `CloudError`."""
    way = await app.signins.way(account)
    if app.must_ask(way):
        raise VaultError(
            f"Signing in as {account.name} is asked about first.",
            advice="Sign in with it on the first screen once, then try again.",
        )
    cloud = app.open_cloud(way)
    try:
        identity = await who_am_i(cloud)
    except CloudError as error:
        if error.is_about_sign_in:
            await app.leave_cloud(cloud)
        raise
    return SignedIn(replace(account, uid=identity.uid, who=identity.who), cloud)


async def other_accounts(app: "CenTuiApp", own_uid: str) -> tuple[Account, ...]:
    """Return the accounts that can sign in and are not known to be of this ID. Raises `VaultError`."""
    accounts = await app.signins.accounts()
    return tuple(one for one in accounts if one.uid != own_uid and not one.unusable)
