"""What a command line came to. Without words on it, nothing else of the command line is imported."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flags:
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
