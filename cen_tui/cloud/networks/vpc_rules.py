"""Grant rules of VPCs and VBRs: both go through the Vpc product, told apart by InstanceType.

Reads with DescribeGrantRulesToCen of Vpc (2016-04-28). Cbn has an action of the same name: that is
the CEN owner's view.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantRule, Network, Payer
from cen_tui.cloud.networks.fields import checked, rule_target
from cen_tui.cloud.networks.router_rules import RouterGrants
from cen_tui.cloud.paginators import rows_by_page

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_GRANT: Final = "GrantInstanceToCen"


@dataclass(slots=True)
class VpcGrants:
    """The grant API of VPCs and VBRs. Sources: GrantInstanceToCen, RevokeInstanceFromCen."""

    router: RouterGrants
    """The other API of the same types."""
    api: GrantApi = GrantApi.CEN
    takes_token: bool = True
    changes_payer: bool = False

    async def rules(self, cloud: "Cloud", network: Network) -> tuple[GrantRule, ...]:
        """Return every rule of a VPC or VBR (DescribeGrantRulesToCen)."""
        rows = await rows_by_page(
            cloud,
            Product.VPC,
            "DescribeGrantRulesToCen",
            "cen_grant_rules",
            "cbn_grant_rule",
            key=_target,
            region_id=network.region,
            instance_id=network.id,
            instance_type=network.type,
        )
        return tuple(map(_rule, rows))

    async def grant(
        self,
        cloud: "Cloud",
        network: Network,
        target: CenTarget,
        *,
        token: str,
        payer: Payer | None,  # noqa: ARG002 - Vpc names none
    ) -> str:
        """Grant (GrantInstanceToCen) and return the request ID."""
        fields = _fields(network, checked(target))
        return await cloud.change(Product.VPC, _GRANT, **fields, client_token=token)

    async def revoke(self, cloud: "Cloud", network: Network, target: CenTarget, *, token: str) -> str:
        """Revoke (RevokeInstanceFromCen) and return the request ID."""
        fields = _fields(network, checked(target))
        return await cloud.change(Product.VPC, "RevokeInstanceFromCen", **fields, client_token=token)

    def attach_command(self, network: Network, target: CenTarget) -> tuple[str, ...]:
        """Return the `aliyun cbn` command line with which the CEN owner attaches the network.

        It is that of an Enterprise transit router, which takes a plain grant too: Basic ones are not
        sold since 2022-03-31.
        """
        return self.router.attach_command(network, target)


def _fields(network: Network, target: CenTarget) -> dict[str, object]:
    """Return what a rule is named by, when it is made and when it is removed."""
    return {
        "region_id": network.region,
        "instance_id": network.id,
        "instance_type": network.type,
        "cen_id": target.cen_id,
        "cen_owner_id": target.owner_uid,
    }


def _target(row: object) -> CenTarget:
    return rule_target(getattr(row, "cen_instance_id", None), getattr(row, "cen_owner_id", None))


def _rule(row: object) -> GrantRule:
    return GrantRule(_target(row), converters.moment(getattr(row, "creation_time", None)))
