"""What a command line came to: flags, or why it cannot work. Without words on it, only this is imported."""

from typing import Final, NamedTuple

COMMANDS: Final = ("audit", "doctor", "history", "networks", "request", "rules")
"""What the first word may ask for instead of the wizard."""


class UsageError(Exception):
    """The command line asks for what cannot be; `str()` is one sentence for the operator."""


# A frozen dataclass takes seven times as long to make: the first frame waits for a few of these.
class Flags(NamedTuple):
    """The command line, as typed but for the split of `networks`."""

    demo: bool = False
    demo_faults: str = ""
    endpoint: str | None = None
    read_only: bool = False
    no_counts: bool = False
    low_bandwidth: bool = False
    account: str = ""
    region: str = ""
    type: str = ""
    networks: tuple[str, ...] = ()
    cen_owner: str = ""
    cen_id: str = ""
    payer: str = ""
    theme: str = ""
    no_mouse: bool = False
