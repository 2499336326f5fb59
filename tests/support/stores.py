"""Keyrings that live in memory, and some that fail the way real ones do."""

import threading
from collections.abc import Callable


class DictStore:
    """A keyring that keeps what it is given."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.calls: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        self.calls.append(f"get {service}")
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.calls.append(f"set {service}")
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.calls.append(f"delete {service}")
        del self.held[service, username]

    def services(self) -> list[str]:
        return sorted(service for service, _ in self.held)


class ForgetfulStore(DictStore):
    """Says yes to a write and keeps nothing, as the `null` backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        self.calls.append(f"set {service} {username} {len(password)}")


class FailingStore(DictStore):
    """Keeps what it holds, and raises at every write and removal."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def set_password(self, service: str, username: str, password: str) -> None:
        self.calls.append(f"set {service} {username} {len(password)}")
        raise self.error

    def delete_password(self, service: str, username: str) -> None:
        self.calls.append(f"delete {service} {username}")
        raise self.error


class StuckStore(DictStore):
    """Answers nothing until it is released."""

    def __init__(self) -> None:
        super().__init__()
        self.released = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.released.wait(120)
        return super().get_password(service, username)


def opened(store: DictStore) -> Callable[..., DictStore]:
    """Return what opens a store, as a vault wants it, and the entries for every place."""
    return lambda *_: store
