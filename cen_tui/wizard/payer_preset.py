"""The payer that suits a CEN: read from its transit routers, where its owner's account is saved here too."""

import asyncio
import sys
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from cen_tui.cloud.cen.instances import Cen, Router, cens, routers
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.retry import retry_listener
from cen_tui.cloud.networks.base import CenTarget, GrantApi, Network, Payer
from cen_tui.cloud.networks.grant_apis import has
from cen_tui.cloud.networks.registry import network_type
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed
from cen_tui.vault.base import Account, Source, VaultError

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud
    from cen_tui.session import Session

PATIENCE: Final = 8.0
"""Seconds after which the payer stays as it is."""
FULL: Final = _("Protection level FULL: Basic transit routers only. Keep it on none.")
BASIC: Final = _("Basic transit router in {regions}: keep it on none.")
PRESET: Final = _("Preset for the Enterprise transit router in {regions}.")
TAKES_PAYER: Final = _("Enterprise transit router in {regions}: it takes a payer, and none.")
NO_SUCH_CEN: Final = _("{account} is saved here, and has no CEN of this ID. Compare the ID with its owner.")


class Advice(NamedTuple):
    """What a CEN takes."""

    payer: Payer | None
    """To be preset where nothing was chosen."""
    why: str
    """In a sentence, where the payer is that one."""
    why_not_preset: str
    """In a sentence, where another one was chosen."""
    warns: bool = False
    """Whether it tells of what is probably wrong."""


async def advice_for(
    session: "Session", own_uid: str, target: CenTarget, networks: Collection[Network]
) -> Advice | None:
    """Return which payer suits a CEN, as its owner's account tells; None where that is not known.

    Nobody is asked for anything, and what fails is not told: then the payer stays as it is.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            others = await session.others(own_uid)
            owner = next((one for one in others if one.uid == target.owner_uid), None)
            if owner is None or not (regions := _regions(networks)):
                return None
            with retry_listener(lambda _event: None):
                cloud = await _signed_in(session, owner)
                found = await cens(cloud, target.cen_id)
                held = await routers(cloud, target.cen_id) if found else ()
    except (VaultError, CloudError, LookupError, TimeoutError):
        return None
    if not found:
        says = NO_SUCH_CEN.format(account=owner.name)
        return Advice(None, says, says, warns=True)
    return advice(found[0], held, regions)


def advice(cen: Cen, held: Iterable[Router], regions: Collection[str]) -> Advice | None:
    """Return which payer suits a CEN for networks in these regions; None where it has no router for all.

    A Basic transit router takes no payer; a grant without one serves an Enterprise router as well.
    """
    if not cen.takes_enterprise_routers:
        return Advice(None, FULL, FULL)
    there = {router.region: router for router in held if router.region in regions}
    if basic := [region for region, router in there.items() if not router.enterprise]:
        says = BASIC.format(regions=listed(sorted(basic)))
        return Advice(None, says, says)
    if there.keys() != set(regions):
        return None
    named = listed(sorted(there))
    return Advice(Payer.CEN_OWNER, PRESET.format(regions=named), TAKES_PAYER.format(regions=named))


def _regions(networks: Iterable[Network]) -> frozenset[str]:
    """Return the regions of the networks that can be granted either way."""
    kinds = [(network.region, network_type(network.type)) for network in networks]
    return frozenset(
        region for region, kind in kinds if has(kind, GrantApi.CEN) and has(kind, GrantApi.ROUTER)
    )


async def _signed_in(session: "Session", owner: Account) -> "Cloud":
    """Return a connection of the account; raises as `Session.open`, or `LookupError` where that may ask.

    The keyrings of macOS and Windows ask in a window of their own.
    """
    if owner.source is Source.KEYRING and sys.platform in {"darwin", "win32"}:
        return session.cloud_of(owner)
    return (await session.open(owner)).cloud
