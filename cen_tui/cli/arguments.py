"""What a command line came to. Without words on it, nothing else of the command line is imported."""

from typing import NamedTuple


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
