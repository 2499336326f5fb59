"""The states that a Linux login's Secret Service can be in."""

from enum import StrEnum


class ServiceState(StrEnum):
    """What was found; only `UNLOCKED` can be used."""

    UNLOCKED = "unlocked"
    LOCKED = "locked"
    NO_COLLECTION = "no collection"
    """It runs, and there is no keyring in it yet."""
    NOT_RUNNING = "not running"
    """It does not run, but the bus would start it, locked, for whoever asks."""
    NO_SERVICE = "no service"
    NO_BUS = "no bus"
    FOREIGN = "of another user"
    """The bus, or the folder of its socket, is another user's; nothing is said to it."""
    UNRESPONSIVE = "unresponsive"
