"""What is asked about accounts: before a sign-in that does more than send keys, a removal, an import."""

from collections.abc import Iterable

from cen_tui.cloud.auth.sources import CredentialSource, consent_needed
from cen_tui.text import safe
from cen_tui.tui.screens.dialogs.dialog import Question
from cen_tui.vault.account_list import effects_of_removal
from cen_tui.vault.base import STORAGE_NAMES, Account, Source


def consent(source: CredentialSource) -> Question:
    """Return the question for a sign-in that runs a command or writes for the CLI; asked once a session."""
    what, which = consent_needed(source)
    if what == "command":
        return Question(
            "Run a command to sign in?",
            "The profile names this command, whose output is taken as credentials. It runs as you, now and "
            "whenever they end, without a terminal.",
            text=which,
        )
    return Question(
        f"Use the login of the aliyun CLI's profile {safe(which, limit=60)}?",
        "When its tokens are renewed, the new ones are written to the CLI's own configuration, as the CLI "
        "does: the old ones are no longer valid. Nothing else there is changed.",
    )


def removal(account: Account, accounts: Iterable[Account]) -> Question:
    """Return the question whether an account is to be removed."""
    return Question(f"Remove the account {account.name}?", *effects_of_removal(account, accounts))


def copying(account: Account, place: Source) -> Question:
    """Return the question whether a profile of the CLI is to be copied to where credentials are stored."""
    return Question(
        f"Import the profile {account.name}?",
        f"It is verified, then its key is copied into {STORAGE_NAMES[place]}, as an account of its own.",
        "The CLI's file stays as it is, with the key in plain text: remove it there with "
        f"aliyun configure delete --profile {account.name}.",
    )
