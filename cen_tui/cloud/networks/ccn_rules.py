"""Grant rules of CCNs: the Smartag product has its own actions and its own names for everything."""

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.networks import commands
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantRule, Network, Payer
from cen_tui.cloud.networks.fields import checked, rule_target
from cen_tui.cloud.paginators import rows_by_page
from cen_tui.i18n import gettext as _

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_GRANT: Final = "GrantInstanceToCbn"


class CcnGrants:
    """The grant API of CCNs. Sources: GrantInstanceToCbn, RevokeInstanceFromCbn, DescribeGrantRules."""

    api: GrantApi = GrantApi.CEN
    takes_token: bool = False
    changes_payer: bool = False

    async def rules(self, cloud: "Cloud", network: Network) -> tuple[GrantRule, ...]:
        """Return every rule of a CCN (DescribeGrantRules)."""
        rows = await self._rows(cloud, network.region, network.id)
        return tuple(_rule(row) for row in rows if _ccn_id(row) in {"", network.id})

    async def region_rules(self, cloud: "Cloud", region: str) -> Mapping[str, tuple[GrantRule, ...]]:
        """Return every rule of a region's CCNs, by CCN ID (DescribeGrantRules without its filter)."""
        found: defaultdict[str, tuple[GrantRule, ...]] = defaultdict(tuple)
        for row in await self._rows(cloud, region):
            if ccn_id := _ccn_id(row):
                found[ccn_id] += (_rule(row),)
        return found

    async def _rows(self, cloud: "Cloud", region: str, ccn_id: str | None = None) -> list[object]:
        return await rows_by_page(
            cloud,
            Product.SMARTAG,
            "DescribeGrantRules",
            "grant_rules",
            "grant_rule",
            key=_which,
            region_id=region,
            associated_ccn_id=ccn_id,
        )

    async def grant(
        self,
        cloud: "Cloud",
        network: Network,
        target: CenTarget,
        *,
        token: str,  # noqa: ARG002 - Smartag takes none
        payer: Payer | None,  # noqa: ARG002 - nor this
    ) -> str:
        """Grant (GrantInstanceToCbn) and return the request ID. There is no ClientToken."""
        fields = _grant_fields(network, checked(target))
        return await cloud.change(Product.SMARTAG, _GRANT, **fields)

    async def revoke(self, cloud: "Cloud", network: Network, target: CenTarget, *, token: str) -> str:  # noqa: ARG002 - as above
        """Revoke (RevokeInstanceFromCbn, which takes no owner) and return the request ID."""
        fields = _rule_fields(network, target)
        return await cloud.change(Product.SMARTAG, "RevokeInstanceFromCbn", **fields)

    def attach_command(self, network: Network, target: CenTarget) -> tuple[str, ...]:
        """Return the `aliyun cbn` command line with which the CEN owner attaches the CCN.

        CEN writes a CCN's region with a prefix of its own.
        """
        return commands.attach(network, target, region=f"ccn-{network.region}")


def _rule_fields(network: Network, target: CenTarget) -> dict[str, object]:
    return {"region_id": network.region, "ccn_instance_id": network.id, "cen_instance_id": target.cen_id}


def _grant_fields(network: Network, target: CenTarget) -> dict[str, object]:
    return {**_rule_fields(network, target), "cen_uid": target.owner_uid}


def _ccn_id(row: object) -> str:
    return converters.text_of(row, "ccn_instance_id")


def _target(row: object) -> CenTarget:
    return rule_target(getattr(row, "cen_instance_id", None), getattr(row, "cen_uid", None))


def _which(row: object) -> tuple[str, CenTarget]:
    return _ccn_id(row), _target(row)


def _rule(row: object) -> GrantRule:
    reroutes = getattr(row, "grant_traffic_service", None) is True
    return GrantRule(
        _target(row),
        converters.moment(getattr(row, "gmt_create", None)),
        _("also permits secure rerouting of traffic") if reroutes else "",
    )
