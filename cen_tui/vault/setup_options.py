"""The options for setting up credential storage on a host, in the order in which they are offered."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.vault.base import ServiceState, Source

SHORTEST_PASSPHRASE: Final = 12
"""Characters of a new one: a copy of what it protects can be attacked offline."""


class SetupKind(Enum):
    """The kinds of option, the preferred ones first."""

    KEYRING = auto()
    UNLOCK = auto()
    CREATE = auto()
    START = auto()
    PRIVATE = auto()
    ELSEWHERE = auto()
    SESSION = auto()
    FILE = auto()


class Asks(Enum):
    """What must be typed before an option can be applied."""

    NOTHING = auto()
    PASSPHRASE = auto()
    NEW_PASSPHRASE = auto()
    """Typed twice, and long enough."""


@dataclass(frozen=True, slots=True)
class SetupOption:
    """One option."""

    kind: SetupKind
    title: str
    means: str
    """Its consequences, in a sentence or two."""
    asks: Asks = Asks.NOTHING
    storage: Source | None = None
    """Where credentials can be stored after it; None where nothing is stored."""


@dataclass(frozen=True, slots=True)
class Host:
    """What was found on this host. The programs are gnome-keyring's daemon and D-Bus's."""

    state: ServiceState | None = None
    """Of the login's Secret Service; None where the keyring is of another kind."""
    has_keyring: bool = False
    has_daemon: bool = False
    has_bus: bool = False
    private_owner: str = ""
    """The process that runs the private keyring, as `PID@host`."""
    private_exists: bool = False
    file_exists: bool = False
    file_path: str = ""


def setup_options(host: Host) -> tuple[SetupOption, ...]:
    """Return the options that apply on a host, best first."""
    return (*_of_the_login(host), *_private(host), _ELSEWHERE, _SESSION, _file(host))


def _of_the_login(host: Host) -> Iterator[SetupOption]:
    if host.state in {None, ServiceState.UNLOCKED}:
        yield SetupOption(
            SetupKind.KEYRING,
            _("Store credentials in the system keyring"),
            _("While it is unlocked, nothing more is asked."),
            storage=Source.KEYRING,
        )
    elif host.state is ServiceState.LOCKED:
        yield SetupOption(
            SetupKind.UNLOCK,
            _("Unlock the keyring of this login"),
            _(
                "Its passphrase is sent to the keyring service and not stored. "
                "It is usually the login password."
            ),
            Asks.PASSPHRASE,
            Source.KEYRING,
        )
    elif host.state is ServiceState.NO_COLLECTION:
        yield SetupOption(
            SetupKind.CREATE,
            _("Create the keyring of this login"),
            _("A keyring named login, under a passphrase that you choose now."),
            Asks.NEW_PASSPHRASE,
            Source.KEYRING,
        )
    elif host.has_daemon and host.state in {ServiceState.NOT_RUNNING, ServiceState.NO_SERVICE}:
        yield SetupOption(
            SetupKind.START,
            _("Start the keyring service of this login"),
            _("gnome-keyring is started on this login's bus, unlocked. It keeps running after cen-tui ends."),
            Asks.PASSPHRASE if host.has_keyring else Asks.NEW_PASSPHRASE,
            Source.KEYRING,
        )


def _private(host: Host) -> Iterator[SetupOption]:
    if host.private_owner:
        yield SetupOption(
            SetupKind.PRIVATE,
            _("Use the private keyring of the other cen-tui"),
            _("Process {process} has started it; it ends when that one does.").format(
                process=host.private_owner
            ),
            storage=Source.PRIVATE_KEYRING,
        )
    elif host.has_daemon and host.has_bus:
        yield SetupOption(
            SetupKind.PRIVATE,
            _("Start a private keyring, for cen-tui alone"),
            _(
                "gnome-keyring on a bus of its own, while cen-tui runs. "
                "It needs its passphrase at each start."
            ),
            Asks.PASSPHRASE if host.private_exists else Asks.NEW_PASSPHRASE,
            Source.PRIVATE_KEYRING,
        )


def _file(host: Host) -> SetupOption:
    return SetupOption(
        SetupKind.FILE,
        _("Unlock the encrypted file") if host.file_exists else _("Store credentials in an encrypted file"),
        sentences(
            _("{file}, encrypted with AES-256.").format(file=host.file_path),
            _ASKED_ONCE if host.file_exists else _GUESSED,
        ),
        Asks.PASSPHRASE if host.file_exists else Asks.NEW_PASSPHRASE,
        Source.FILE,
    )


_GUESSED: Final = _("Anyone who copies the file can try to guess the passphrase; choose a strong one.")
_ASKED_ONCE: Final = _("Its passphrase is asked for once while cen-tui runs.")
_ELSEWHERE: Final = SetupOption(
    SetupKind.ELSEWHERE,
    _("Use environment variables or CLI profiles"),
    _("Nothing is stored. Shows which of them are found, and how to set them."),
)
_SESSION: Final = SetupOption(
    SetupKind.SESSION,
    _("Keep credentials in memory"),
    _("Nothing is written; they are gone when you quit."),
    storage=Source.MEMORY,
)
