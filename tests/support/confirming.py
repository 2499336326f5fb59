"""The wizard opened at its confirmation, as a runbook's command line does."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.cloud.http.options import CloudOptions
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.estate.estate import Estate, Network, estate
from cen_tui.operations.outcome import OperationKind
from cen_tui.wizard.confirmation_texts import SENTENCES
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.recents import Recents

ASKS = SENTENCES[OperationKind.GRANT].question
"""What the confirmation asks for, as long as nothing is granted."""


def network_ids(*names: str) -> tuple[str, ...]:
    """Return the IDs of networks of the estate by their names."""
    return tuple(estate().network(name).id for name in names)


def confirming(  # noqa: PLR0913 - each has its default, and all are given by name
    networks: Sequence[str] = ("prod-core",),
    *,
    owner: str = CEN_OWNER,
    cen: str = BACKBONE,
    size: tuple[int, int] = (80, 24),
    contents: Estate | None = None,
    faults: str = "",
    read_only: bool = False,
    recents: Recents | None = None,
    options: CloudOptions | None = None,
    payer: str = "",
    sent_to: str = "",
) -> AbstractAsyncContextManager[Walk]:
    """Open the wizard at the confirmation for networks named as in the estate, or by their IDs."""
    every: tuple[Network, ...] = (*estate().vpcs, *estate().vbrs, *estate().ccns, *estate().vpns)
    named = {network.name: network.id for network in every}
    ids = tuple(named.get(network, network) for network in networks)
    presets = Presets("prod-network", "cn-hangzhou", "", ids, owner, cen, payer)
    return walking(
        presets=presets,
        size=size,
        contents=contents,
        faults=faults,
        read_only=read_only,
        recents=recents,
        options=options,
        sent_to=sent_to,
    )
