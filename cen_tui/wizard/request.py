"""The request: the short text with which a CEN's owner asks another account for a network."""

from typing import Final

from cen_tui.cloud.cen.instances import Cen
from cen_tui.text import safe

_MOST_OF_A_NAME: Final = 128
_TEXT: Final = """\
Please let our CEN attach your network.

UID       {uid}
CEN ID    {cen_id}
{name}
In the console, open the network's details, "Cross-account
Authorization", and enter this UID and CEN ID. With cen-tui, paste
this text where it asks for the CEN, or begin with both filled in:

  cen-tui --cen-owner {uid} --cen-id {cen_id}

Then please send us the sheet that it makes.
"""


def request_text(cen: Cen) -> str:
    """Return the text to send to the owner of the network; `message.read_message` reads it back."""
    name = f"CEN name  {safe(cen.name, limit=_MOST_OF_A_NAME)}\n" if cen.name else ""
    return _TEXT.format(uid=cen.owner_uid, cen_id=cen.id, name=name)
