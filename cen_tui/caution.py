"""The caution notice: what a grant opens, said before it is made."""

from typing import Final

from cen_tui.cloud.networks.base import GrantRule, Network

CAUTION: Final = """\
The other account will be able to attach {these} to its CEN, and to reach what is in {them}.
Nothing here checks that the CEN, or the account, is the one you mean. A wrong digit opens {these} \
to a stranger: be certain of both before you go on.
Revoking the grant later does not detach what was attached meanwhile."""


def caution(networks: int) -> str:
    """Return the whole notice, for one network or for several."""
    if networks == 1:
        return CAUTION.format(these="this network", them="it")
    return CAUTION.format(these=f"these {networks} networks", them="them")


_REVOKE: Final = """\
This CEN can no longer be given this network. Revoking does not detach: what is attached stays attached, and \
reachable, until the CEN's owner detaches it in their account.
{attached}The CEN's owner is not told. Granting again takes this whole walk again."""
_ATTACHED: Final = """\
The network is attached to this CEN now. Have its owner detach it first: an attachment whose grant is gone \
cannot be made again, and an Enterprise transit router refuses the revoke until then.
"""


def revoke_caution(network: Network, rule: GrantRule) -> str:
    """Return the whole notice for taking a rule back, with what is known of the attachment."""
    attached = any(one.cen_id == rule.target.cen_id for one in network.attachments)
    notice = _REVOKE.format(attached=_ATTACHED if attached else "")
    if rule.note:
        notice += (
            f"\nThis rule {rule.note}. While traffic uses it, the cloud refuses to revoke it: "
            "the CEN's owner has to turn that off first."
        )
    return notice
