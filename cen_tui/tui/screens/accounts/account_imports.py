"""Takes a profile of the aliyun CLI over into the keyring: its key, and the roles over it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from cen_tui.cloud.errors.base import CloudError
from cen_tui.tui.background import background
from cen_tui.tui.screens.accounts.account_changes import AccountChanges
from cen_tui.vault.base import Account, RoleOver, Source, VaultError

if TYPE_CHECKING:
    from cen_tui.cloud.auth.sources import CredentialSource


class AccountImports(AccountChanges):
    """Imports what has a key of its own; the CLI's file stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "i", "import", "Import", tooltip="Copy a profile of the aliyun CLI into the keyring", show=False
        ),
    ]

    def action_import(self) -> None:
        """Look at the profile under the cursor, then ask."""
        account = self.pointed_at
        if account is None or account.source is not Source.PROFILE:
            self.status.say("Only a profile of the aliyun CLI can be imported.")
        else:
            self.look_at(account)

    @background(group="look-at")
    async def look_at(self, account: Account) -> None:
        """Find out whether the profile has a key that can be copied."""
        from cen_tui.cloud.auth.credentials import Credentials
        from cen_tui.cloud.auth.sources import base_source

        try:
            way = await self.cen_app.signins.way(account)
        except VaultError as error:
            self.post_message(self.Failed(error))
            return
        if isinstance(base_source(way), Credentials):
            self._ask_to_import(account, way)
        else:
            self.status.say(f"A profile of mode {account.mode} has no key to copy: use it as it is.")

    def _ask_to_import(self, account: Account, way: CredentialSource) -> None:
        from cen_tui.tui.screens.dialogs.dialog import Question

        question = Question(
            f"Import the profile {account.name}?",
            "It is proved with the cloud, then its key is copied into the keyring, as an account of its own.",
            "The CLI's file stays as it is, with the key in plain text: remove it there with "
            f"aliyun configure delete --profile {account.name}.",
        )

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - a screen's result
            if yes:
                self.status.waiting(f"Importing {account.name}…")
                self.import_profile(account, way)

        self.open_in_turn(question, answered)

    @background(group="sign-in")
    async def import_profile(self, account: Account, way: CredentialSource) -> None:
        """Prove the profile, then keep its key and the roles over it."""
        from cen_tui.cloud.auth.identity import who_am_i
        from cen_tui.cloud.auth.refresh import open_cloud

        try:
            async with open_cloud(way, self.cen_app.options, self.cen_app.warn) as cloud:
                self.cen_app.listen_to(cloud)
                identity = await who_am_i(cloud)
            proved = Account(account.name, uid=identity.uid, who=identity.who)
            kept = await self._keep(proved, way, self._free_name(account.name))
        except (CloudError, VaultError) as error:
            self.post_message(self.Failed(error))
            return
        if account.region:
            self.cen_app.recents.region_used(identity.uid, account.region)
        self.landing = kept.key
        self.notify(f"{kept.name} is imported; the CLI's profile is still there.", markup=False)
        self.action_reload()

    async def _keep(self, account: Account, way: CredentialSource, name: str) -> Account:
        """Keep an account with all that it stands on, and return it as kept."""
        from cen_tui.cloud.auth.credentials import Credentials
        from cen_tui.cloud.auth.sources import AssumedRole

        if isinstance(way, AssumedRole):
            below = await self._keep(Account(name), way.source, self._free_name(f"{name} key"))
            role = RoleOver(below.key, way.arn, way.session, way.external_id, way.seconds)
            return await self.cen_app.signins.keep_role(replace(account, name=name, role=role))
        if not isinstance(way, Credentials):
            raise TypeError(type(way).__name__)
        return await self.cen_app.signins.vault.save(replace(account, name=name), way)

    def _free_name(self, name: str) -> str:
        """Return the name, numbered where a saved account has it already."""
        taken = {one.name.casefold() for one in self.accounts if one.changeable}
        names = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
        return next(one for one in names if one.casefold() not in taken)
