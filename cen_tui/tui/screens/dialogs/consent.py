"""What is asked before a sign-in that does more than send keys: it runs a command, or writes for the CLI."""

from cen_tui.cloud.auth.sources import CredentialSource, consent_needed
from cen_tui.text import safe
from cen_tui.tui.screens.dialogs.question import Question


def consent(way: CredentialSource) -> Question:
    """Return the question for a way to sign in; it is asked once a session."""
    what, which = consent_needed(way)
    if what == "command":
        return Question(
            "Run a command to sign in?",
            "The profile names this command, whose output is taken as credentials. It runs as you, now and "
            "whenever they end, without a terminal.",
            text=which,
        )
    return Question(
        f"Use the login of the aliyun CLI's profile {safe(which, limit=60)}?",
        "When its tokens have to be renewed, the new ones are written to the CLI's own configuration, "
        "as the CLI does: the ones before are good no longer. Nothing else there is changed.",
    )
