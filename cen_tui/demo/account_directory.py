"""The accounts that a demo starts with: saved ones, and profiles of an aliyun CLI."""

from pathlib import Path

from cen_tui.demo.estate.accounts import accounts
from cen_tui.demo.estate.profiles import configuration
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.memory import MemoryVault
from cen_tui.vault.profiles.profile_list import profiles_in


def demo_directory() -> AccountDirectory:
    """Return them; they end with the program."""
    return AccountDirectory(
        MemoryVault(accounts()), profiles=lambda: profiles_in(configuration(), Path("demo"))
    )
