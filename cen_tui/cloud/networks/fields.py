"""Fields that the answers of all network types have in common, and the sentences about owners."""

from cen_tui.cloud import converters
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import Attachment, CenTarget, Fact, Tag
from cen_tui.i18n import gettext as _
from cen_tui.text import grouped


def tags(container: object, field: str, *, prefix: str = "") -> tuple[Tag, ...]:
    """Return the tags that have a key; `prefix` begins the names of their own fields."""
    found = (
        Tag(converters.text_of(row, f"{prefix}key"), converters.text_of(row, f"{prefix}value"))
        for row in converters.inner(container, field)
    )
    return tuple(tag for tag in found if tag.key)


def attachments(container: object) -> tuple[Attachment, ...]:
    """Return the CENs of an AssociatedCens wrapper."""
    found = (
        Attachment(
            converters.text_of(row, "cen_id"),
            converters.account_of(row, "cen_owner_id"),
            converters.text_of(row, "cen_status"),
        )
        for row in converters.inner(container, "associated_cen")
    )
    return tuple(attachment for attachment in found if attachment.cen_id)


def ends(row: object, cloud_side: str, customer_side: str) -> str:
    """Return what two fields hold of the cloud's end and of the customer's end, as far as they do."""
    return " - ".join(filter(None, (converters.text_of(row, each) for each in (cloud_side, customer_side))))


def facts(*pairs: tuple[str, str]) -> tuple[Fact, ...]:
    """Return the facts whose value is not empty."""
    return tuple(Fact(label, value) for label, value in pairs if value)


def foreign_owner(what: str, owner_uid: str, caller_uid: str) -> str:
    """Return why a network of another account cannot be granted, or nothing when it is the caller's."""
    if not owner_uid or not caller_uid or owner_uid == caller_uid:
        return ""
    return _("This {what} belongs to account {owner_uid}: only its owner can grant it.").format(
        what=what, owner_uid=grouped(owner_uid)
    )


def rule_target(cen_id: object, owner_uid: object) -> CenTarget:
    """Return whom a grant rule names.

    Raises `CloudError` for a rule that names no CEN or no owner: passed over, it would look as if there
    were none.
    """
    target = CenTarget(converters.text(cen_id), converters.account_id(owner_uid))
    if not (target.cen_id and target.owner_uid):
        raise converters.unreadable(_("One of its rules names no CEN, or no owner of it."))
    return target


def checked(target: CenTarget) -> CenTarget:
    """Return the CEN target as it is; raises `CloudError` where its owner's account ID is no number."""
    if target.owner_uid.isascii() and target.owner_uid.isdigit():
        return target
    raise CloudError(
        _("The CEN owner's account ID is not a number"),
        kind=ErrorKind.REFUSED,
        detail=_("An account ID has digits only. Nothing was sent."),
        advice=_("Check the account ID with the CEN owner."),
    )
