"""Who pays on an Enterprise transit router, in words: asked for, in force, and how it can change."""

from typing import Final

from cen_tui.cloud.networks.base import GrantApi, GrantRule, Payer
from cen_tui.text import safe

PLAIN: Final = "For any transit router. It names no payer: as a rule the CEN's owner pays."
NOT_NAMED: Final = "not named; as a rule the CEN owner"
"""The payer under a grant that names none, on an Enterprise transit router."""
EXPLAINED: Final = {
    Payer.CEN_OWNER: "The CEN's owner pays for the connection and for the traffic that it processes.",
    Payer.NETWORK_OWNER: "You pay, as the network's owner, for the connection and its traffic.",
}
"""Each payer in a sentence, for the one who grants."""
_NAMES: Final = {Payer.CEN_OWNER: "CEN owner", Payer.NETWORK_OWNER: "network owner"}
_FLAGS: Final = {"cen-owner": Payer.CEN_OWNER, "network-owner": Payer.NETWORK_OWNER}


def payer_name(payer: str) -> str:
    """Return who a payer is, as in "the network owner": the cloud's own word for one that is not known."""
    return next((name for each, name in _NAMES.items() if each == payer), safe(payer, limit=40))


def payer_words(payer: Payer) -> str:
    """Return a payer with the cloud's own word for it."""
    return f"{payer_name(payer)} ({payer.value})"


def read_payer(text: str) -> Payer | None:
    """Return the payer that a flag names, in either of its two spellings; None when it names none."""
    wanted = text.strip().lower()
    return _FLAGS.get(wanted) or next((each for each in Payer if each.lower() == wanted), None)


def rule_payer(rule: GrantRule) -> str:
    """Return who pays under a rule, in a few words; nothing where it names nobody."""
    if GrantApi.ROUTER not in rule.families:
        return ""
    if not rule.payer:
        return "transit router"
    if rule.payer_in_force == rule.payer:
        return f"{payer_name(rule.payer)} pays"
    return f"{payer_name(rule.payer)} to pay, {payer_name(rule.payer_in_force)} pays now"


def payer_state(rule: GrantRule) -> str:
    """Return a rule's payer as asked for and as in force; nothing where it names nobody."""
    if not rule.payer:
        return ""
    return f"Payer asked for: {payer_name(rule.payer)} · in force: {payer_name(rule.payer_in_force)}"
