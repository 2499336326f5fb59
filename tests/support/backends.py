"""Keyring backends that `PYTHON_KEYRING_BACKEND` can name: one to be used, others to be refused."""

from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.backends import null


class Kept(KeyringBackend):
    """An honest backend, whose entries live as long as the process."""

    priority: ClassVar[float] = 1
    held: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class Renamed(null.Keyring):
    """A refused backend under another name."""


class PlaintextThing(Kept):
    """A backend whose name says that it is not safe."""


class NoBackend:
    """No backend at all."""
