"""The request: the short text with which a CEN's owner asks another account for a network."""

from cen_tui.cloud.cen import Cen

_TEXT = """\
Please let our CEN attach your network.

UID       {uid}
CEN ID    {cen_id}
{name}
In the console: the network's details, "Cross-account Authorization", with this UID and CEN ID.
With cen-tui, paste this text where it asks for the CEN, or begin with both filled in:

  cen-tui --cen-owner {uid} --cen-id {cen_id}

Then send us the sheet that it makes: with it we attach the network.
"""


def request_text(cen: Cen) -> str:
    """Return the text to send to the owner of the network; `message.read_message` reads it back."""
    name = f"CEN name  {cen.name}\n" if cen.name else ""
    return _TEXT.format(uid=cen.owner_uid, cen_id=cen.id, name=name)
