"""The caution notice: what a grant opens, said before it is made."""

from typing import Final

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
