import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cen_tui.cloud.credentials import Secret
from cen_tui.vault.sealing import (
    EARLIER_COST,
    Cost,
    DamagedError,
    NewerError,
    WrongPassphraseError,
    cost_of,
    head_of,
    key_of,
    new_key,
    seal,
    unseal,
)

CHEAP = Cost(log_n=4, r=1, p=1)
RIGHT = Secret("correct horse battery staple")
TEXT = b'{"cen-tui:a1:1/accesskey": "MadeUpSecretForTestsAaBbCc0001"}'


def test_what_is_sealed_comes_back_under_its_passphrase_alone() -> None:
    data = seal(TEXT, new_key(RIGHT, CHEAP))
    assert b"MadeUpSecret" not in data
    assert unseal(data, key_of(RIGHT, data, CHEAP)) == TEXT
    for wrong in ("", "correct horse battery stapl", RIGHT + " ", RIGHT.upper()):
        with pytest.raises(WrongPassphraseError):
            key_of(Secret(wrong), data, CHEAP)


def test_two_files_under_one_passphrase_have_nothing_in_common() -> None:
    first, second = new_key(RIGHT, CHEAP), new_key(RIGHT, CHEAP)
    assert first.value != second.value
    with pytest.raises(DamagedError):
        unseal(seal(TEXT, first), second)
    assert seal(TEXT, first) != seal(TEXT, first)


def test_a_key_shows_nothing_of_itself() -> None:
    key = new_key(RIGHT, CHEAP)
    assert str.__str__(key.value) not in repr(key)


def test_one_flipped_bit_at_any_place_is_damage_and_never_a_wrong_passphrase() -> None:
    key = new_key(RIGHT, CHEAP)
    data = seal(TEXT, key)
    for place in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            with pytest.raises(DamagedError):
                unseal(bytes(flipped), key_of(RIGHT, bytes(flipped), CHEAP))


def test_a_file_that_was_cut_or_added_to_is_damaged() -> None:
    key = new_key(RIGHT, CHEAP)
    data = seal(TEXT, key)
    for size in range(len(data)):
        with pytest.raises(DamagedError):
            unseal(data[:size], key_of(RIGHT, data[:size], CHEAP))
    with pytest.raises(DamagedError):
        unseal(data + b"\0", key)


def test_the_header_of_one_writing_does_not_fit_the_text_of_another() -> None:
    first, second = (seal(TEXT, new_key(RIGHT, CHEAP)) for _ in range(2))
    mixed = first[:71] + second[71:]
    with pytest.raises(DamagedError):
        unseal(mixed, key_of(RIGHT, mixed, CHEAP))


def test_a_newer_version_is_said_to_be_newer() -> None:
    key = new_key(RIGHT, CHEAP)
    newer = replace(key, head=key.head[:7] + b"\x02" + key.head[8:])
    data = seal(TEXT, newer)
    assert head_of(data) == newer.head
    with pytest.raises(NewerError):
        key_of(RIGHT, data)


def test_a_version_that_never_was_is_damage() -> None:
    key = new_key(RIGHT, CHEAP)
    with pytest.raises(DamagedError, match="never written"):
        key_of(RIGHT, seal(TEXT, replace(key, head=key.head[:7] + b"\x00" + key.head[8:])), CHEAP)


@pytest.mark.parametrize(
    "cost",
    [
        Cost(31, 8, 1),
        Cost(255, 255, 255),
        Cost(19, 8, 1),
        Cost(18, 9, 1),
        Cost(17, 17, 1),
        Cost(17, 8, 5),
        Cost(16, 8, 1),
        Cost(16, 8, 4),
        CHEAP,
        Cost(0, 8, 1),
        Cost(17, 0, 1),
        Cost(17, 1, 1),
        Cost(17, 8, 0),
    ],
)
def test_a_header_that_asks_for_too_much_or_too_little_is_not_obeyed(cost: Cost) -> None:
    key = new_key(RIGHT, CHEAP)
    head = key.head[:8] + bytes((cost.log_n, cost.r, cost.p)) + key.head[11:]
    with pytest.raises(DamagedError, match="asks for more or less"):
        key_of(RIGHT, seal(TEXT, replace(key, head=head)))


def test_the_usual_cost_is_what_guides_ask_for() -> None:
    assert Cost() == Cost(log_n=17, r=8, p=1)
    assert all(
        cost.allowed for cost in (Cost(), Cost(18, 8, 4), Cost(17, 16, 1), Cost(17, 2, 4), EARLIER_COST)
    )


FILE = Path(__file__).parent / "vectors" / "encrypted_file_v1.json"
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))["vectors"]
EACH = pytest.mark.parametrize("vector", VECTORS, ids=[each["name"] for each in VECTORS])


def as_described(passphrase: str, cost: Cost, salt: bytes, nonce: bytes, text: bytes) -> bytes:
    """Return a file as .github/docs/encrypted-file.md describes it, without any code of ours."""
    derived = hashlib.scrypt(
        passphrase.encode(),
        salt=salt,
        n=1 << cost.log_n,
        r=cost.r,
        p=cost.p,
        maxmem=1 << 30,
        dklen=48,
    )
    head = b"CEN-TUI\x01" + bytes((cost.log_n, cost.r, cost.p)) + salt + derived[32:]
    prefix = head + hashlib.sha256(head).digest()[:16] + nonce
    return prefix + AESGCM(derived[:32]).encrypt(nonce, text, prefix)


@EACH
def test_each_vector_is_opened_by_its_passphrase_alone(vector: dict[str, Any]) -> None:
    data = bytes.fromhex(vector["file"])
    key = key_of(Secret(vector["passphrase"]), data)
    assert unseal(data, key) == vector["text"].encode()
    assert cost_of(key.head) == Cost(vector["log2_n"], vector["r"], vector["p"])
    with pytest.raises(WrongPassphraseError):
        key_of(Secret(vector["passphrase"] + "."), data)


@EACH
def test_each_vector_is_what_the_description_says(vector: dict[str, Any]) -> None:
    cost = Cost(vector["log2_n"], vector["r"], vector["p"])
    salt, nonce = bytes.fromhex(vector["salt"]), bytes.fromhex(vector["nonce"])
    made = as_described(vector["passphrase"], cost, salt, nonce, vector["text"].encode())
    assert made.hex() == vector["file"]


def test_what_is_written_today_is_what_the_description_says() -> None:
    data = seal(b"{}", new_key(Secret("correct horse"), Cost()))
    assert data == as_described("correct horse", Cost(), data[11:27], data[59:71], b"{}")
