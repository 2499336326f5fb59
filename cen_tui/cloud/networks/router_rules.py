"""Grant rules for an Enterprise transit router: through Cbn for every type, and each names who pays.

Grants and revokes carry no ClientToken, the change of the payer does. A VBR is `ExpressConnect` here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks import commands
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantRule, Network, Payer
from cen_tui.cloud.networks.fields import checked, rule_target
from cen_tui.cloud.paginators import rows_by_token
from cen_tui.cloud.regions import GLOBAL
from cen_tui.i18n import gettext as _

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_GRANT: Final = "GrantInstanceToTransitRouter"
_PAGE_SIZE: Final = 100


@dataclass(slots=True)
class RouterGrants:
    """The API of transit routers.

    Sources: GrantInstanceToTransitRouter, RevokeInstanceFromTransitRouter, DescribeGrantRulesToResource.
    """

    word: str
    """The type's name in these calls: `ExpressConnect` for a VBR."""
    attach_options: Callable[[Network], tuple[str, ...]] = lambda _network: ()
    """What the command that attaches a network takes beside the IDs of both."""
    api: GrantApi = GrantApi.ROUTER
    takes_token: bool = False
    changes_payer: bool = True

    async def rules(self, cloud: "Cloud", network: Network) -> tuple[GrantRule, ...]:
        """Return every rule of the network (DescribeGrantRulesToResource)."""
        rows = await rows_by_token(
            cloud,
            Product.CBN,
            "DescribeGrantRulesToResource",
            "grant_rules",
            key=_target,
            region_id=_region(network),
            resource_id=network.id,
            product_type=self.word,
            max_results=_PAGE_SIZE,
        )
        return tuple(map(_rule, rows))

    async def grant(
        self,
        cloud: "Cloud",
        network: Network,
        target: CenTarget,
        *,
        token: str,  # noqa: ARG002 - Cbn takes none here
        payer: Payer | None,
    ) -> str:
        """Grant (GrantInstanceToTransitRouter) and return the request ID."""
        fields = self._fields(network, checked(target))
        if payer is None:
            raise _no_payer()
        return await cloud.change(Product.CBN, _GRANT, **fields, order_type=payer.value)

    async def revoke(self, cloud: "Cloud", network: Network, target: CenTarget, *, token: str) -> str:  # noqa: ARG002 - as above
        """Revoke (RevokeInstanceFromTransitRouter) and return the request ID."""
        fields = self._fields(network, checked(target))
        return await cloud.change(Product.CBN, "RevokeInstanceFromTransitRouter", **fields)

    def attach_command(self, network: Network, target: CenTarget) -> tuple[str, ...]:
        """Return the `aliyun cbn` command line with which the CEN owner attaches the network."""
        return commands.router_attach(network, target, self.attach_options(network))

    def _fields(self, network: Network, target: CenTarget) -> dict[str, object]:
        """Return what a rule is named by, when it is made and when it is removed."""
        return {
            "region_id": _region(network),
            "instance_id": network.id,
            "instance_type": self.word,
            "cen_id": target.cen_id,
            "cen_owner_id": target.owner_uid,
        }


async def change_payer(
    cloud: "Cloud", network: Network, target: CenTarget, *, token: str, payer: Payer
) -> str:
    """Change who pays under a rule (ModifyGrantInstanceToTransitRouter) and return the request ID."""
    return await cloud.change(
        Product.CBN,
        "ModifyGrantInstanceToTransitRouter",
        cen_id=target.cen_id,
        instance_id=network.id,
        order_type=payer.value,
        client_token=token,
    )


def _region(network: Network) -> str | None:
    """Return the region to name; none for a network that belongs to none: the API does not ask for one."""
    return None if network.region == GLOBAL else network.region


def _target(row: object) -> CenTarget:
    return rule_target(getattr(row, "cen_id", None), getattr(row, "cen_owner_id", None))


def _rule(row: object) -> GrantRule:
    payer = converters.text_of(row, "order_type")
    return GrantRule(
        _target(row),
        converters.moment(getattr(row, "create_time", None)),
        apis=(GrantApi.ROUTER,),
        payer=payer,
        payer_in_force=converters.text_of(row, "effective_order_type") or payer,
    )


def _no_payer() -> CloudError:
    return CloudError(
        _("No payer was selected"),
        kind=ErrorKind.REFUSED,
        detail=_("A grant for a transit router names its payer. Nothing was sent."),
        advice=_("Go back to step 4 and select the payer."),
    )
