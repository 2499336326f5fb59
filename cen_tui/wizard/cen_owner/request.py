"""The request: the text with which a CEN's owner asks another account for a network."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.inventory.lookup import type_of
from cen_tui.cloud.networks.base import GrantApi, Network, Payer
from cen_tui.cloud.networks.grant_apis import has
from cen_tui.cloud.networks.registry import NETWORK_TYPES, network_type
from cen_tui.cloud.regions import can_be_region
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, pgettext
from cen_tui.terminal.cells import cell_width, padded
from cen_tui.text import plain_ids, safe
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.paste import plain_message, read_message
from cen_tui.wizard.payer import PAYER_FLAGS, payer_name, read_payer
from cen_tui.wizard.region import plain_region

REQUEST_TAKEN: Final = _(
    "The values of the message are filled in on the next steps. You confirm all of them at the end."
)
_MOST_OF_A_NAME: Final = 128
_MOST_OF_A_VALUE: Final = 80
_TEXT: Final = _("""\
Please let our CEN attach your network.

{values}

In the console, {where},
and enter this UID and CEN ID. With cen-tui, paste this message in step
4, or start it with:

  {command}

Then send us the hand-over sheet.
""")
_UID: Final = pgettext("request", "UID")
_CEN_ID: Final = pgettext("request", "CEN ID")
_NAME: Final = pgettext("request", "CEN name")
_NETWORK: Final = pgettext("request", "Network")
_REGION: Final = pgettext("request", "Region")
_PAYER: Final = pgettext("request", "Payer")
_LABEL_WIDTH: Final = max(map(cell_width, (_UID, _CEN_ID, _NAME, _NETWORK, _REGION, _PAYER))) + 2
_NAMES: Final = {
    "network": "networks?|网络实例",
    "region": "regions?|地域",
    "payer": "payers?|资费承担方|付费方",
}
"""What a line with a value is called, in either language: who sends it may speak the other one."""
_UNCLEAR: Final = {
    "network": _("The network in the message is unclear or contradicts itself, and was not used: {values}."),
    "region": _("The region in the message is unclear or contradicts itself, and was not used: {values}."),
    "payer": _("The payer in the message is unclear or contradicts itself, and was not used: {values}."),
}
_NO_NETWORK_ID: Final = _(
    "{value} is not a network ID. A network ID begins with {prefixes}, and 4 to 40 letters and digits follow."
)
_NO_REGION_ID: Final = _("{value} is not a region ID. A region ID looks like cn-hangzhou.")
_NO_PAYER: Final = _("There is no payer {value}. It is cen-owner or network-owner.")
_WITHOUT_PAYER: Final = _("A {type} is granted without a payer: leave the payer out.")
_NOT_SELECTED: Final = _("Requested but not selected: {networks}.")
_MENTIONED: Final = _("Named in the message but not selected: {networks}.")
_NOT_REQUESTED: Final = _("Selected but not requested: {networks}.")
_OTHER_REGION: Final = _("Requested region: {region}; selected: {regions}.")
_WHERE: Final = {
    "VPC": _('open the VPC\'s details, "Cross-account Authorization"'),
    "VBR": _(
        'open the VBR\'s details, "CEN authorization",\n"Authorize CEN of Another Account to Load Instance"'
    ),
    "CCN": _('open the CCN, "CEN Cross Account Authorization"'),
}
"""Where the console of the network's owner asks for both values, by network type."""
_ANYWHERE: Final = _('open the network\'s details,\n"Cross-account Authorization"')
_NETWORK_ID: Final = re.compile(
    rf"(?<![a-z0-9-])(?:{'|'.join(kind.prefix for kind in NETWORK_TYPES)})[a-z0-9]{{4,40}}(?![a-z0-9-])"
)
_REGION_LIKE: Final = re.compile(r"[a-z]{2,}(?:-[a-z0-9]+)+")
_PREFIXES: Final = tuple(kind.prefix for kind in NETWORK_TYPES)
_CEN_NAME: Final = re.compile(r"^[ \t]*(?:CEN name|云企业网实例名称)\s.*$", re.IGNORECASE | re.MULTILINE)
"""A line whose value says nothing of the grant: a CEN may be called anything."""


@dataclass(frozen=True, slots=True)
class RequestDetails:
    """What a request says of the grant beside its target, as far as the CEN's owner knows it."""

    networks: tuple[str, ...] = ()
    """Network IDs."""
    region: str = ""
    payer: Payer | None = None
    mentioned: tuple[str, ...] = ()
    """Other network IDs anywhere in the text, which may be those that are meant: they preset nothing."""
    refused: tuple[str, ...] = ()
    """In sentences, what was read and not used: it contradicts itself, or cannot be right."""


def request_details(networks: str = "", region: str = "", payer: str = "") -> RequestDetails:
    """Return what was typed for a request, network IDs separated by commas or blanks.

    Raises:
        ValueError: a value that cannot be right, in a sentence.
    """
    ids = plain_ids(networks)
    for one in ids:
        if not _NETWORK_ID.fullmatch(one):
            raise ValueError(_NO_NETWORK_ID.format(value=_shown(one), prefixes=listed(_PREFIXES)))
    place = plain_region(region)
    if place and not can_be_region(place):
        raise ValueError(_NO_REGION_ID.format(value=_shown(place)))
    who = read_payer(payer)
    if payer.strip() and who is None:
        raise ValueError(_NO_PAYER.format(value=_shown(payer)))
    kinds = {kind for kind in map(type_of, ids) if kind}
    if who and kinds and not any(has(kind, GrantApi.ROUTER) for kind in kinds):
        raise ValueError(_WITHOUT_PAYER.format(type=listed(kind.key for kind in kinds)))
    return RequestDetails(ids, place, who)


def request_text(cen: Cen, details: RequestDetails | None = None) -> str:
    """Return the text to send to the owner of the network; `read_message` and `read_details` read it back."""
    wanted = details or RequestDetails()
    values = (
        (_UID, cen.owner_uid),
        (_CEN_ID, cen.id),
        (_NAME, safe(cen.name, limit=_MOST_OF_A_NAME)),
        *((_NETWORK, network) for network in wanted.networks),
        (_REGION, wanted.region),
        (_PAYER, payer_name(wanted.payer) if wanted.payer else ""),
    )
    return _TEXT.format(
        values="\n".join(f"{padded(label, _LABEL_WIDTH)}{value}" for label, value in values if value),
        where=_where(wanted.networks),
        command=_command(cen, wanted),
    )


def _where(networks: Sequence[str]) -> str:
    kinds = {kind.key for kind in map(type_of, networks) if kind}
    return _WHERE.get(kinds.pop(), _ANYWHERE) if len(kinds) == 1 else _ANYWHERE


def _command(cen: Cen, details: RequestDetails) -> str:
    flags = [f"--cen-owner {cen.owner_uid} --cen-id {cen.id}"]
    if details.region:
        flags.append(f"--region {details.region}")
    if details.networks:
        flags.append(f"--network {','.join(details.networks)}")
    if details.payer:
        flags.append(f"--payer {PAYER_FLAGS[details.payer]}")
    return " \\\n    ".join(["cen-tui " + flags[0], *flags[1:]])


def read_details(text: str) -> RequestDetails:
    """Return what a message says of network, region and payer: on a line of its own, or as a flag.

    Values that contradict each other, or cannot be right, are not used; `refused` names them.
    """
    plain = _CEN_NAME.sub("", plain_message(text))
    refused: list[str] = []
    networks = _agreed(plain, "network", _networks_in, refused)
    region = _agreed(plain, "region", _region_in, refused)
    payer = _agreed(plain, "payer", _payer_in, refused)
    stated = tuple(networks.split(",")) if networks else ()
    mentioned = dict.fromkeys(_NETWORK_ID.findall(plain.lower())) if not refused else {}
    others = tuple(each for each in mentioned if each not in stated)
    return RequestDetails(stated, region, read_payer(payer), others, tuple(refused))


def _agreed(plain: str, noun: str, read: Callable[[str], str], refused: list[str]) -> str:
    """Return the one value that all lines and flags of this name give; empty where there is no such."""
    name = _NAMES[noun]
    lines = re.findall(rf"^[ \t]*(?:{name})[ \t]*:?[ \t]+(\S.*)$", plain, re.IGNORECASE | re.MULTILINE)
    flags = re.findall(rf"(?<![\w-])-{{1,2}}{noun}[\s=]+(\S+)", plain, re.IGNORECASE)
    stated = [*([" ".join(lines)] if lines else []), *flags]
    found = dict.fromkeys(map(read, stated))
    if len(found) == 1 and "" not in found:
        return next(iter(found))
    if stated:
        refused.append(_UNCLEAR[noun].format(values=listed(map(_shown, dict.fromkeys(stated)))))
    return ""


def _networks_in(text: str) -> str:
    return ",".join(sorted(set(_NETWORK_ID.findall(text.lower()))))


def _region_in(text: str) -> str:
    found = set(_REGION_LIKE.findall(text.lower()))
    return found.pop() if len(found) == 1 else ""


def _payer_in(text: str) -> str:
    payer = read_payer(text)
    return payer.value if payer else ""


def _shown(text: str) -> str:
    return safe(text.strip(), limit=_MOST_OF_A_VALUE)


def request_presets(text: str, own_uid: str = "") -> tuple[Presets, tuple[str, ...]] | None:
    """Return what a pasted request presets, and in sentences what of it was not used.

    None for a text that does not name one CEN and one account UID: that is no request.
    """
    found = read_message(text, own_uid)
    if not (found.owner_uid and found.cen_id):
        return None
    details = read_details(text)
    presets = Presets(
        region=details.region,
        networks=details.networks,
        cen_owner=found.owner_uid,
        cen_id=found.cen_id,
        payer=PAYER_FLAGS[details.payer] if details.payer else "",
    )
    return presets, details.refused


def mismatches(details: RequestDetails, selected: Iterable[Network]) -> tuple[str, ...]:
    """Return in sentences in what a request differs from the networks that are selected."""
    networks = {network.id: network for network in selected}
    missing = [each for each in details.networks if each not in networks]
    mentioned = [each for each in details.mentioned if each not in networks]
    others = [each for each in networks if details.networks and each not in details.networks]
    elsewhere = {each.region for each in networks.values() if not _is_in(each, details.region)}
    found = (
        _NOT_SELECTED.format(networks=listed(missing)) if missing else "",
        _MENTIONED.format(networks=listed(mentioned)) if mentioned else "",
        _NOT_REQUESTED.format(networks=listed(others)) if others else "",
        _OTHER_REGION.format(region=details.region, regions=listed(sorted(elsewhere))) if elsewhere else "",
    )
    return tuple(filter(None, found))


def _is_in(network: Network, region: str) -> bool:
    """Tell whether a network is in a region, or none is named; a CCN is where the CCNs of that region are."""
    return not region or network.region in {region, network_type(network.type).home_region(region)}
