"""A script: as the other user, be bus and Secret Service at once on a socket, and note all that is said.

Arguments: the socket (a path, or `@` and an abstract name), the file of notes, `locked` or `unlocked`.
The folder of the socket is made where it is missing. Prints `ready` when it listens.
"""

import encodings.idna  # noqa: F401 - all that is imported late must be here before the rights go
import os
import socket
import sys
import threading
from pathlib import Path
from typing import Any, TextIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from jeepney import HeaderFields, Message, MessageType, Parser, new_method_return
from secretstorage.dhcrypto import Session
from secretstorage.util import format_secret
from support.other_user import become_other

COLLECTION = "/org/freedesktop/secrets/collection/login"
ITEM = f"{COLLECTION}/1"
SESSION = "/org/freedesktop/secrets/session/1"


class FakeSecretService:
    """What one client says on its connection, and what it is answered."""

    held = b""
    """The secret that was written last, of all connections."""

    def __init__(self, connection: socket.socket, notes: TextIO, *, locked: bool) -> None:
        self._connection = connection
        self._notes = notes
        self._locked = locked
        self._session = Session()

    def serve(self) -> None:
        """Answer until the client goes."""
        greeting = b""
        while b"BEGIN\r\n" not in greeting:
            data = self._connection.recv(4096)
            if not data:
                return
            self._note("bytes")
            greeting += data
            if b"AUTH" in data:
                self._connection.sendall(b"OK 0123456789abcdef0123456789abcdef\r\n")
        parser = Parser()
        parser.add_data(greeting.partition(b"BEGIN\r\n")[2])
        while True:
            while (message := parser.get_next_message()) is not None:
                self._answer(message)
            data = self._connection.recv(4096)
            if not data:
                return
            parser.add_data(data)

    def _answer(self, message: Message) -> None:
        method = message.header.fields[HeaderFields.member]
        self._note(f"call {method}")
        signature, body = self._returned(method, message)
        if message.header.message_type is MessageType.method_call:
            answer = new_method_return(message, signature, body)
            self._connection.sendall(answer.serialise(serial=message.header.serial))

    def _returned(self, method: str, message: Message) -> tuple[str, tuple[Any, ...]]:
        if method in {"UnlockWithMasterPassword", "CreateItem"}:
            FakeSecretService.held = self._opened(message.body[1])
            self._note(f"secret {self.held.decode()}")
        if method == "OpenSession":
            self._session.set_server_public_key(int.from_bytes(message.body[1][1], "big"))
            self._session.object_path = SESSION
        if method == "GetSecret":
            return "(oayays)", (format_secret(self._session, self.held, "text/plain"),)
        key = self._session.my_public_key.to_bytes(128, "big")
        at_item = message.header.fields[HeaderFields.path] == ITEM
        answers: dict[str, tuple[str, tuple[Any, ...]]] = {
            "Hello": ("s", (":1.1",)),
            "NameHasOwner": ("b", (True,)),
            "Get": ("v", (("b", self._locked and not at_item),)),
            "ReadAlias": ("o", (COLLECTION,)),
            "OpenSession": ("vo", (("ay", key), SESSION)),
            "CreateItem": ("oo", (ITEM, "/")),
            "SearchItems": ("ao", ([ITEM] if self.held else [],)),
        }
        return answers.get(method, ("", ()))

    def _opened(self, sealed: tuple[str, bytes, bytes, str]) -> bytes:
        _, initial, data, _ = sealed
        opening = Cipher(algorithms.AES(self._session.aes_key or b""), modes.CBC(bytes(initial))).decryptor()
        padded = opening.update(bytes(data)) + opening.finalize()
        return padded[: -padded[-1]]

    def _note(self, line: str) -> None:
        self._notes.write(f"{line}\n")
        self._notes.flush()


def listening(name: str) -> socket.socket:
    """Return the socket, which everybody may connect to."""
    opened = socket.socket(socket.AF_UNIX)
    if name.startswith("@"):
        opened.bind(f"\0{name[1:]}")
    else:
        Path(name).parent.mkdir(mode=0o755, exist_ok=True)
        opened.bind(name)
        Path(name).chmod(0o777)
    opened.listen()
    return opened


def main(name: str, notes: str, state: str) -> None:
    """Serve every client that comes."""
    with Path(notes).open("w", encoding="utf-8") as file:
        os.umask(0)
        become_other()
        with listening(name) as server:
            sys.stdout.write("ready\n")
            sys.stdout.flush()
            while True:
                service = FakeSecretService(server.accept()[0], file, locked=state == "locked")
                threading.Thread(target=service.serve, daemon=True).start()


if __name__ == "__main__":
    main(*sys.argv[1:])
