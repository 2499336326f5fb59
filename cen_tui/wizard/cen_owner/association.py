"""What both owners do between the grant of an Express Connect Router and its attachment: the association."""

from collections.abc import Sequence
from typing import Final

from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.networks.ecr import associations_of, regions_of
from cen_tui.cloud.networks.registry import network_type
from cen_tui.i18n import gettext as _
from cen_tui.operations.outcome import OperationResult
from cen_tui.wizard.shell import NARROW, command_line, wrapped

OWNER_STEP: Final = _("""\
Left for you: wait until the CEN owner tells you the ID (tr-...) and the region of the transit router. Then \
associate the Express Connect Router with it, in your account: put both into the command below. Alibaba \
Cloud's documentation requires this before the CEN owner attaches it; whether that holds between two \
accounts is not confirmed.""")
"""For the owner of the ECR, who has granted it."""
OTHER_ROUTER: Final = _("""\
Left for you only if the CEN owner names another transit router: associate the Express Connect Router with \
that one too, by its ID (tr-...) and region. Until then it cannot be attached there.""")
"""For the owner of an ECR that is associated with a transit router already."""
_BEFORE: Final = _("""\
{id} is an Express Connect Router: before you can attach it, both owners take a step.
1. Choose an Enterprise transit router of this CEN in a region of the ECR, or create one there, and tell its \
owner, account {owner}, the ID (tr-...) and the region of the transit router.
2. The owner of the ECR associates it with that transit router:""")
_AFTER: Final = _("""\
3. Attach it with the command above, with the same ID and region.
The association is documented as required before attaching. It is not confirmed between two accounts: if one \
of these steps is refused, give the code and the request ID of the error to Alibaba Cloud's support.""")
_REGIONS: Final = _("Regions of {id}: {regions}.")
_ASSOCIATED: Final = _("{id} is associated already with {associations}.")


def owner_commands(results: Sequence[OperationResult]) -> tuple[tuple[Network, tuple[str, ...]], ...]:
    """Return the networks whose owner has a step to take before the CEN owner, each with its command."""
    found = (
        (result.network, network_type(result.network.type).owner_command(result.network, result.target))
        for result in results
    )
    return tuple((network, words) for network, words in found if words)


def owner_step(results: Sequence[OperationResult], width: int) -> str:
    """Return what the owner has still to do after the grants; empty where the grant is all."""
    commands = owner_commands(results)
    if not commands:
        return ""
    steps = [command_line(words, min(width, NARROW)) for _network, words in commands]
    held = [wrapped(line, width=width) for network, _words in commands if (line := _associated(network))]
    left = OTHER_ROUTER if len(held) == len(commands) else OWNER_STEP
    return "\n".join([*held, wrapped(left, width=width), *steps])


def _associated(network: Network) -> str:
    """Return in a sentence what an ECR is associated with already; empty where nothing is known."""
    held = associations_of(network)
    return _ASSOCIATED.format(id=network.id, associations=held) if held else ""


def association_guide(results: Sequence[OperationResult], owner_uid: str, width: int) -> list[str]:
    """Return a paragraph for the CEN owner about each network whose owner has a step to take first."""
    return [_guide(network, words, owner_uid, width) for network, words in owner_commands(results)]


def _guide(network: Network, words: Sequence[str], owner_uid: str, width: int) -> str:
    regions = regions_of(network)
    named = _REGIONS.format(id=network.id, regions=regions) if regions else ""
    pieces = (
        wrapped(_BEFORE.format(id=network.id, owner=owner_uid), width=width),
        command_line(words, min(width, NARROW)),
        wrapped(_AFTER, width=width),
        wrapped(named, width=width),
        wrapped(_associated(network), width=width),
    )
    return "\n".join(filter(None, pieces))
