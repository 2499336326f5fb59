"""Codes of attaching a granted network to a CEN, which the CEN's owner does.

Sources: error tables of AttachCenChildInstance and of CreateTransitRouter{Vpc,Vbr,Vpn,Ecr}Attachment.
"""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorKind, ErrorText
from cen_tui.i18n import gettext as _

ATTACHING: Final = MappingProxyType(
    {
        # Spelt so. The cloud also answers with it for some seconds after a grant that is right.
        "Forbbiden.AttachChildInstanceAcrossUid": ErrorText(
            _("The grant is not in force"),
            ErrorKind.CONFLICT,
            _(
                "The network's owner has not granted it to this CEN and account, or "
                "the cloud has not yet taken the grant up."
            ),
            _("Compare CEN ID and account ID with the network's owner: the grant must name both of yours."),
        ),
        "Forbbiden.AttachChildInstanceAcrossBid": ErrorText(
            _("The two accounts are of different sites"),
            ErrorKind.REFUSED,
            _("Networks cannot be attached between the China site and the international site."),
            _("Use a CEN of an account on the network's site."),
        ),
        "Forbidden.AttachChildInstance": ErrorText(
            _("The VBR's device is not supported"),
            ErrorKind.REFUSED,
            _("The device at which the VBR ends is of a model that cannot be attached to a CEN."),
            _("No permission is missing. Choose another VBR, or ask Alibaba Cloud support to move the line."),
        ),
        "InvalidOperation.ChildInstanceAlreadyAttached": ErrorText(
            _("The network is attached already"),
            ErrorKind.DUPLICATE,
            _("The cloud says that this network is already attached, and refuses to attach it again."),
            _("Look at what it is attached to: to this CEN, to a transit router of it, or to another CEN."),
        ),
        "InvalidOperation.ChildInstanceRIAlreadyExist": ErrorText(
            _("The network is already connected otherwise"),
            ErrorKind.REFUSED,
            _("The network has a router interface that prevents attaching it."),
            _("Ask the network's owner to remove the old connection first."),
            adds_cloud_message=True,
        ),
        "InvalidOperation.VbrAttachedToEcr": ErrorText(
            _("The VBR is in an Express Connect Router"),
            ErrorKind.REFUSED,
            _("A VBR that belongs to an Express Connect Router cannot be attached by itself."),
            _("Attach the Express Connect Router instead, or have the VBR taken out of it."),
        ),
        "InvalidOperation.VpnAssociated": ErrorText(
            _("A VPN binding prevents it"),
            ErrorKind.REFUSED,
            _("A VPC with a VPN gateway bound to it, or a VPN connection that is bound, is not attached."),
            _("Ask the network's owner to end the binding: a VPN connection must be bound to nothing."),
            adds_cloud_message=True,
        ),
        "InvalidStatus.VpcAttachedFullModeCen": ErrorText(
            _("The VPC is in a CEN of protection level FULL"),
            ErrorKind.REFUSED,
            _("A VPC that is attached to a CEN of protection level FULL cannot be attached to another CEN."),
            _("Trying again does not help: its owner has to have it detached from that CEN first."),
        ),
        "QuotaFull.ChildInstanceRelatedCen": ErrorText(
            _("The network is in as many CENs as it may be"),
            ErrorKind.REFUSED,
            _("A network can be attached to several CENs, but only to as many as its quota allows."),
            _("Its owner has to have it detached from one of them, or to ask for a higher quota."),
        ),
        "OperationUnsupported.CenFullLevel": ErrorText(
            _("The CEN is of protection level FULL"),
            ErrorKind.REFUSED,
            _("A CEN of protection level FULL has no Enterprise transit routers."),
            _(
                "Use another CEN, of protection level REDUCED; the network's "
                "owner has to grant it to that one."
            ),
        ),
        "OperationUnsupported.TransitRouterRegionId": ErrorText(
            _("No transit routers in this region"),
            ErrorKind.REFUSED,
            _("Enterprise transit routers are not offered in the region that was named."),
            _("Check the region. If it is right, ask Alibaba Cloud support how to attach a network there."),
        ),
        "OperationUnsupported.TransitRouterType": ErrorText(
            _("The transit router is of the other edition"),
            ErrorKind.REFUSED,
            _("This call is not for the edition (Basic or Enterprise) that the CEN's transit router is of."),
            _("Go back and press r to reload the transit routers. Then attach again."),
        ),
        "OperationFailed.InvalidTransitRouter": ErrorText(
            _("The transit router does not take this call"),
            ErrorKind.REFUSED,
            _("The CEN's transit router in the network's region is of an edition with calls of its own."),
            _("Go back and press r to reload the transit routers. Then attach again."),
            adds_cloud_message=True,
        ),
        "InvalidTransitRouterMode.NeedUpgrade": ErrorText(
            _("The transit router has to be upgraded"),
            ErrorKind.REFUSED,
            _("The CEN's transit router in this region is of an old mode that cannot attach the network."),
            _("Upgrade it in the CEN console, then try again."),
        ),
        "OperationUnsupported.VcoTunnelNotMatchZoneParam": ErrorText(
            _("The zone does not fit the VPN connection"),
            ErrorKind.REFUSED,
            _("A dual-tunnel IPsec-VPN connection takes no zone; a single-tunnel one needs one."),
            _("Leave the zone out; if the network's owner says that it is single-tunnel, name one."),
        ),
        "OperationFailed.AllocateCidrFailed": ErrorText(
            _("The transit router has no address to give"),
            ErrorKind.CONFLICT,
            _("No CIDR block of the transit router has an address left for the VPN connection's gateway."),
            _("Add a CIDR block to the transit router in the CEN console, then try again."),
        ),
        "OperationFailed.VSwitchNotFound": ErrorText(
            _("A vSwitch is not there"),
            ErrorKind.NOT_FOUND,
            _("The cloud does not find a vSwitch that was chosen: its owner may have deleted it."),
            _("Go back, and choose the vSwitches again."),
        ),
        "InsufficientIpAddr.vsw": ErrorText(
            _("A vSwitch has no address left"),
            ErrorKind.REFUSED,
            _("The attachment takes an address of every vSwitch that was chosen, and one has none left."),
            _("Choose another vSwitch, or ask the VPC's owner to free addresses in it."),
        ),
        "Duplicated.ZoneMapping": ErrorText(
            _("A zone was named twice"),
            ErrorKind.REFUSED,
            _("The transit router enters a VPC through one vSwitch in each zone."),
            _("Choose one vSwitch in each zone."),
        ),
        "Operation.FailedAndTryAgain": ErrorText(
            _("The owner's account could not be looked up"),
            ErrorKind.CONFLICT,
            _("The cloud did not manage to look up the account ID that was given for the network's owner."),
            _(
                "Wait a few seconds, then try again. If it stays so, "
                "compare that ID with the network's owner."
            ),
        ),
        "Bid.NotFound": ErrorText(
            _("The owner's site is not known"),
            ErrorKind.NOT_FOUND,
            _("The cloud does not find the site (China or international) of the network owner's account."),
            _("Compare the owner's account ID with them. If it is right, give the request ID to support."),
        ),
        "ResourceNotFound.EcrId": ErrorText(
            _("The Express Connect Router is not there"),
            ErrorKind.NOT_FOUND,
            _("The account that was named owns no Express Connect Router of this ID."),
            _("Compare its ID, and its owner's account ID, with the network's owner."),
        ),
        "ParameterCenInstanceId": ErrorText(
            _("The CEN is not there"),
            ErrorKind.NOT_FOUND,
            _("This account has no such CEN."),
            _("Check that you signed in with the account that owns the CEN."),
        ),
    }
)
ATTACHING_FAMILIES: Final = MappingProxyType(
    {
        "OperationFailed.InvalidVpcStatus": ErrorText(
            _("The VPC is busy"),
            ErrorKind.CONFLICT,
            _("The state of the VPC does not allow it to be attached now."),
            _("Wait a few seconds, then try again."),
            adds_cloud_message=True,
        ),
        "IncorrectStatus.TransitRouter": ErrorText(
            _("The transit router is busy"),
            ErrorKind.CONFLICT,
            _("The state of the transit router does not allow this now."),
            _("Wait a few seconds, then try again."),
            adds_cloud_message=True,
        ),
        "InvalidTransitRouterId": ErrorText(
            _("The transit router is not there"),
            ErrorKind.NOT_FOUND,
            _("This account has no such transit router."),
            _("Go back and press r: it reads the transit routers again."),
        ),
        "OperationUnsupported": ErrorText(
            _("The cloud does not support this here"),
            ErrorKind.REFUSED,
            _("What was asked for is not possible with this network, CEN or transit router."),
            _("Trying again does not help: read the message, or give code and request ID to support."),
            adds_cloud_message=True,
        ),
    }
)
