"""The test vectors of the encrypted file's format: what was written once is read for good."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cen_tui.cloud.credentials import Secret
from cen_tui.vault.sealing import Cost, WrongPassphraseError, cost_of, key_of, new_key, seal, unseal

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
