"""Who pays on an Enterprise transit router, in words: requested, effective, and how it can change."""

from collections.abc import Iterable
from typing import Final

from cen_tui.cloud.networks.base import GrantApi, GrantOptions, GrantRule, Network, NetworkType, Payer
from cen_tui.cloud.networks.grant_apis import changes_payer, choices, grant_options
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, pgettext, sentences
from cen_tui.text import safe

CHOICES: Final = {
    None: pgettext("payer", "none"),
    Payer.CEN_OWNER: pgettext("payer", "CEN owner"),
    Payer.NETWORK_OWNER: pgettext("payer", "network owner (you)"),
}
"""Each choice in the fewest words, for the one who grants."""
NOT_NAMED: Final = _("not named; as a rule the CEN owner")
"""The payer under a grant that names none, on an Enterprise transit router."""
GRANTED_AS: Final = {
    None: pgettext("payer", "no payer"),
    Payer.CEN_OWNER: pgettext("payer", "CEN owner pays (Enterprise router)"),
    Payer.NETWORK_OWNER: pgettext("payer", "you pay (Enterprise router)"),
}
"""How a network is granted, in a few words, for the one who grants."""
EXPLAINED: Final = {
    None: _("Standard authorization, no payer set; also works with a Basic transit router."),
    Payer.CEN_OWNER: _("Enterprise transit router only. The CEN owner pays for connection and traffic."),
    Payer.NETWORK_OWNER: _("Enterprise transit router only. This account pays for connection and traffic."),
}
"""Each choice in a sentence."""
OTHER_CHOICE: Final = {
    True: _("A payer is for an Enterprise transit router, the only kind sold since 2022-03-31."),
    False: _("None is the standard authorization: it also works with a Basic transit router."),
}
"""What the option that is not selected is for, by whether none is selected."""
_NAMES: Final = {
    Payer.CEN_OWNER: pgettext("payer", "CEN owner"),
    Payer.NETWORK_OWNER: pgettext("payer", "network owner"),
}
_WORDS: Final = _("{payer} ({value})")
_GRANTED_AS: Final = _("{types}: {way}.")
_PAYS: Final = {
    Payer.CEN_OWNER: _("CEN owner pays"),
    Payer.NETWORK_OWNER: _("network owner pays"),
}
_PAYS_UNKNOWN: Final = _("{payer} pays")
_REQUESTED: Final = _("payer {requested} requested, {effective} effective")
PAYER_STATE: Final = _("Payer requested: {requested}; effective: {effective}")
PAYER_FLAGS: Final = {Payer.CEN_OWNER: "cen-owner", Payer.NETWORK_OWNER: "network-owner"}
"""What --payer takes."""
_IN_CHINESE: Final = {Payer.CEN_OWNER: "云企业网实例所属账号", Payer.NETWORK_OWNER: "网络实例所属账号"}
"""As a request names them that was written in Chinese."""


NOT_CHANGEABLE: Final = _("To change the payer, revoke the authorization and grant again.")
"""Of a type whose rules cannot be changed."""


def payer_name(payer: str) -> str:
    """Return who a payer is, as in "the network owner": the cloud's own word for one that is not known."""
    return next((name for each, name in _NAMES.items() if each == payer), safe(payer, limit=40))


def payer_words(payer: Payer) -> str:
    """Return a payer with the cloud's own word for it."""
    return _WORDS.format(payer=payer_name(payer), value=payer.value)


def grant_groups(networks: Iterable[Network], payer: Payer | None) -> tuple[tuple[str, GrantOptions], ...]:
    """Return how each type of a selection is granted, the types that are granted alike together.

    As in ("VPC, VBR", the options without a payer), ("VPN", those of the transit router).
    """
    types: dict[GrantOptions, list[str]] = {}
    for network in networks:
        alike = types.setdefault(grant_options(network, payer), [])
        if network.type not in alike:
            alike.append(network.type)
    return tuple((listed(keys), options) for options, keys in types.items())


def explained(networks: Iterable[Network], payer: Payer | None) -> str:
    """Return what a choice of the payer means for a selection: by type, where they are not granted alike."""
    groups = grant_groups(networks, payer)
    if len(groups) == 1:
        return EXPLAINED[groups[0][1].payer]
    return sentences(
        *(_GRANTED_AS.format(types=types, way=GRANTED_AS[options.payer]) for types, options in groups)
    )


def other_choice(networks: Iterable[Network], payer: Payer | None) -> str:
    """Return in a sentence what the option that is not selected is for; nothing where there is only one."""
    return OTHER_CHOICE[payer is None] if len(choices(networks)) > len(Payer) else ""


def read_payer(text: str) -> Payer | None:
    """Return the payer that a text names as flag, API or screen do; None when it names none."""
    wanted = "-".join(text.lower().split())
    return next(
        (each for each in Payer if wanted in {PAYER_FLAGS[each], each.lower(), _IN_CHINESE[each]}), None
    )


def preset_payer(text: str, networks: Iterable[Network]) -> tuple[Payer | None, tuple[str, ...]]:
    """Return the payer that was preset for a selection, and in sentences why it cannot be selected."""
    payer = read_payer(text)
    if text and payer is None:
        return None, (
            _("There is no payer {payer}.").format(payer=safe(text, limit=40)),
            _("--payer takes cen-owner or network-owner."),
        )
    if payer is not None and payer not in choices(networks):
        return None, (_("These networks are granted without a payer."), _("Continue without one."))
    return payer, ()


def rule_payer(rule: GrantRule) -> str:
    """Return who pays under a rule, in a few words; nothing where it names nobody."""
    if GrantApi.ROUTER not in rule.apis:
        return ""
    if not rule.payer:
        return pgettext("payer", "transit router")
    if rule.payer_in_force == rule.payer:
        pays = next((words for each, words in _PAYS.items() if each == rule.payer), _PAYS_UNKNOWN)
        return pays.format(payer=payer_name(rule.payer))
    return _REQUESTED.format(requested=payer_name(rule.payer), effective=payer_name(rule.payer_in_force))


def payer_state(rule: GrantRule, kind: NetworkType) -> str:
    """Return a rule's payer as requested and as effective; nothing where it names nobody."""
    if not rule.payer:
        return ""
    state = PAYER_STATE.format(requested=payer_name(rule.payer), effective=payer_name(rule.payer_in_force))
    return state if changes_payer(kind) else f"{state}\n{NOT_CHANGEABLE}"


def other_payer(rule: GrantRule | None, kind: NetworkType) -> Payer | None:
    """Return who could pay under a rule instead; None where that cannot be changed, or it names nobody."""
    if rule is None or rule.payer not in set(Payer) or not changes_payer(kind):
        return None
    return Payer(rule.payer).other
