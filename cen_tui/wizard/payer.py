"""Who pays on an Enterprise transit router, in words: requested, effective, and how it can change."""

from collections.abc import Iterable
from typing import Final

from cen_tui.cloud.networks.base import GrantApi, GrantOptions, GrantRule, Network, NetworkType, Payer
from cen_tui.cloud.networks.grant_apis import changes_payer, choices, grant_options
from cen_tui.text import safe

CHOICES: Final = {
    None: "none",
    Payer.CEN_OWNER: "CEN owner",
    Payer.NETWORK_OWNER: "network owner (you)",
}
"""Each choice in the fewest words, for the one who grants."""
NOT_NAMED: Final = "not named; as a rule the CEN owner"
"""The payer under a grant that names none, on an Enterprise transit router."""
WAYS: Final = {
    None: "no payer",
    Payer.CEN_OWNER: "CEN owner pays (Enterprise router)",
    Payer.NETWORK_OWNER: "you pay (Enterprise router)",
}
"""How a network is granted, in a few words, for the one who grants."""
EXPLAINED: Final = {
    None: "Standard authorization, no payer set; also works with a Basic transit router.",
    Payer.CEN_OWNER: "Enterprise transit router only. The CEN owner pays for connection and traffic.",
    Payer.NETWORK_OWNER: "Enterprise transit router only. This account pays for connection and traffic.",
}
"""Each choice in a sentence."""
OTHER_WAY: Final = {
    True: "A payer is for an Enterprise transit router, the only kind sold since 2022-03-31.",
    False: "None is the standard authorization: it also works with a Basic transit router.",
}
"""What the option that is not selected is for, by whether none is selected."""
_NAMES: Final = {Payer.CEN_OWNER: "CEN owner", Payer.NETWORK_OWNER: "network owner"}
_STATE: Final = "Payer requested: {requested}; effective: {effective}"
PAYER_FLAGS: Final = {Payer.CEN_OWNER: "cen-owner", Payer.NETWORK_OWNER: "network-owner"}
"""What --payer takes."""


NOT_CHANGEABLE: Final = "To change the payer, revoke the authorization and grant again."
"""Of a type whose rules cannot be changed."""


def payer_name(payer: str) -> str:
    """Return who a payer is, as in "the network owner": the cloud's own word for one that is not known."""
    return next((name for each, name in _NAMES.items() if each == payer), safe(payer, limit=40))


def payer_words(payer: Payer) -> str:
    """Return a payer with the cloud's own word for it."""
    return f"{payer_name(payer)} ({payer.value})"


def granted_ways(networks: Iterable[Network], payer: Payer | None) -> tuple[tuple[str, GrantOptions], ...]:
    """Return how each type of a selection is granted, the types that are granted alike together.

    As in ("VPC, VBR", the options without a payer), ("VPN", those of the transit router).
    """
    types: dict[GrantOptions, list[str]] = {}
    for network in networks:
        alike = types.setdefault(grant_options(network, payer), [])
        if network.type not in alike:
            alike.append(network.type)
    return tuple((", ".join(keys), options) for options, keys in types.items())


def explained(networks: Iterable[Network], payer: Payer | None) -> str:
    """Return what a choice of the payer means for a selection: by type, where they are not granted alike."""
    ways = granted_ways(networks, payer)
    if len(ways) == 1:
        return EXPLAINED[ways[0][1].payer]
    return " ".join(f"{types}: {WAYS[options.payer]}." for types, options in ways)


def other_way(networks: Iterable[Network], payer: Payer | None) -> str:
    """Return in a sentence what the other way of granting a selection is for; nothing where there is one."""
    return OTHER_WAY[payer is None] if len(choices(networks)) > len(Payer) else ""


def read_payer(text: str) -> Payer | None:
    """Return the payer that a text names as flag, API or screen do; None when it names none."""
    wanted = "-".join(text.lower().split())
    return next((each for each in Payer if wanted in {PAYER_FLAGS[each], each.lower()}), None)


def preset_payer(text: str, networks: Iterable[Network]) -> tuple[Payer | None, tuple[str, ...]]:
    """Return the payer that was preset for a selection, and in sentences why it cannot be selected."""
    payer = read_payer(text)
    if text and payer is None:
        return None, (
            f"There is no payer {safe(text, limit=40)}.",
            "--payer takes cen-owner or network-owner.",
        )
    if payer is not None and payer not in choices(networks):
        return None, ("These networks are granted without a payer.", "Continue without one.")
    return payer, ()


def rule_payer(rule: GrantRule) -> str:
    """Return who pays under a rule, in a few words; nothing where it names nobody."""
    if GrantApi.ROUTER not in rule.apis:
        return ""
    if not rule.payer:
        return "transit router"
    if rule.payer_in_force == rule.payer:
        return f"{payer_name(rule.payer)} pays"
    return f"payer {payer_name(rule.payer)} requested, {payer_name(rule.payer_in_force)} effective"


def payer_state(rule: GrantRule, kind: NetworkType) -> str:
    """Return a rule's payer as requested and as effective; nothing where it names nobody."""
    if not rule.payer:
        return ""
    state = _STATE.format(requested=payer_name(rule.payer), effective=payer_name(rule.payer_in_force))
    return state if changes_payer(kind) else f"{state}\n{NOT_CHANGEABLE}"


def other_payer(rule: GrantRule | None, kind: NetworkType) -> Payer | None:
    """Return who could pay under a rule instead; None where that cannot be changed, or it names nobody."""
    if rule is None or rule.payer not in set(Payer) or not changes_payer(kind):
        return None
    return Payer(rule.payer).other
