"""How accounts stand in their list, and what stands there when there are none."""

from typing import Final

from cen_tui.text import grouped
from cen_tui.vault.base import Account
from cen_tui.widgets.rows import Column, Row

COLUMNS: Final = (
    Column("Name", most=None),
    Column("Account ID", most=22),
    Column("Signs in as", most=22),
    Column("Key", most=10),
    Column("Last used", most=10),
)
EMPTY: Final = """No account is saved here yet.

An account is an AccessKey of the Alibaba Cloud account that owns the network. Use a RAM user's key
with just the permissions named in the README, not the main account's.

Press a to add one. Its secret goes into this system's keyring, and nowhere else."""


def row(account: Account) -> Row:
    """Return the row of an account, known by its name."""
    used = account.last_used.strftime("%Y-%m-%d") if account.last_used else "never"
    uid = grouped(account.uid) if account.uid else "not asked yet"
    return Row(account.name, (account.name, uid, account.who, account.key_hint, used))
