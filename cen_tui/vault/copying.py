"""Imports a profile of the aliyun CLI: its key, and the roles over it, become saved accounts."""

from dataclasses import replace

from cen_tui.cloud.auth.sources import AssumedRole, CredentialSource, base_source
from cen_tui.cloud.credentials import Credentials
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.account_list import free_name
from cen_tui.vault.base import Account, RoleOver


def has_key(source: CredentialSource) -> bool:
    """Tell whether a profile has a key of its own, which can be copied."""
    return isinstance(base_source(source), Credentials)


async def copy_profile(directory: AccountDirectory, account: Account, source: CredentialSource) -> Account:
    """Save what a profile resolves to, and return it as saved; the CLI's configuration is not changed.

    A role is saved with the account that assumes it. Names that are taken are numbered.

    Raises:
        VaultError: it could not be saved.
        TypeError: the profile has no key.
    """
    name = free_name(account.name, await directory.accounts())
    if isinstance(source, AssumedRole):
        below = await copy_profile(directory, Account(f"{name} key"), source.source)
        role = RoleOver(below.key, source.arn, source.session, source.external_id, source.seconds)
        return await directory.save_role(replace(account, name=name, role=role))
    if not isinstance(source, Credentials):
        raise TypeError(type(source).__name__)
    return await directory.vault.save(replace(account, name=name), source)
