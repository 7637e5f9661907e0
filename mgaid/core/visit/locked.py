"""Locking the text of a visit with a passphrase, and opening it again.

The envelope is JSON: ``{"format": 1, "locked": {kdf, its cost, salt, nonce, data}}``. The key comes
from the passphrase by Argon2id (scrypt where the system's library has no Argon2id), the data are
sealed with AES-256-GCM and a fresh nonce each time; everything in the envelope but the data is
sealed with them, so none of it can be changed unseen. Nobody can open it without the passphrase.

A passphrase counts as it was typed, spaces and all, in Unicode NFC: the same letters typed on
another keyboard open the same file. No file is read or written here. The library is loaded on first
use: most people lock nothing.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any

from mgaid.core.visit.record import (
    FORMAT,
    VisitKeptShut,
    VisitLocked,
    VisitTooNew,
    VisitUnreadable,
)
from mgaid.core.visit.text import LOCKED

_SALT_BYTES = 16
_NONCE_BYTES = 12
_KEY_BYTES = 32
_TAG_BYTES = 16
# A file may ask for more work than MgAid would, but not for all of the memory or an hour.
_MOST_MEMORY_KIB = 262_144
_MOST_PASSES = 16
_MOST_LANES = 16
_MOST_WORK_KIB = 1_048_576
_MADE_OF = ("salt", "nonce", "data")


class PassphraseRefused(ValueError):
    """This passphrase cannot be used; the message is one sentence for the person."""


@dataclass(frozen=True, slots=True)
class Argon2:
    """What one guess costs: the second choice of RFC 9106."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4

    def fits(self) -> bool:
        return (
            1 <= self.lanes <= _MOST_LANES
            and 8 * self.lanes <= self.memory_kib <= _MOST_MEMORY_KIB
            and 1 <= self.passes <= _MOST_PASSES
            and self.memory_kib * self.passes <= _MOST_WORK_KIB
        )

    def derive(self, secret: bytes, salt: bytes) -> bytes:
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        return Argon2id(
            salt=salt,
            length=_KEY_BYTES,
            iterations=self.passes,
            lanes=self.lanes,
            memory_cost=self.memory_kib,
        ).derive(secret)


@dataclass(frozen=True, slots=True)
class Scrypt:
    """What one guess costs where there is no Argon2id; ``n`` is a power of two."""

    n: int = 131_072
    r: int = 8
    p: int = 1

    def fits(self) -> bool:
        return (
            2 <= self.n <= 2**20
            and self.n & (self.n - 1) == 0
            and 1 <= self.r <= 32
            and 1 <= self.p <= _MOST_LANES
            and self.n * self.r // 8 <= _MOST_MEMORY_KIB
            and self.n * self.r * self.p // 8 <= _MOST_WORK_KIB
        )

    def derive(self, secret: bytes, salt: bytes) -> bytes:
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt as Derivation

        return Derivation(salt=salt, length=_KEY_BYTES, n=self.n, r=self.r, p=self.p).derive(secret)


Cost = Argon2 | Scrypt
_COSTS: dict[str, type[Argon2 | Scrypt]] = {"argon2id": Argon2, "scrypt": Scrypt}
_NAMES = {kind: name for name, kind in _COSTS.items()}
COST: Cost = Argon2()


@dataclass(frozen=True, repr=False, slots=True)
class Key:
    """What locks and opens one visit while MgAid is open. It never says what it is."""

    cost: Cost
    salt: bytes
    secret: bytes

    def __repr__(self) -> str:
        return "<Key>"


def new_key(passphrase: str) -> Key:
    """A key of its own for this passphrase; about 0.3 s. Raises ``PassphraseRefused``."""
    from cryptography.exceptions import UnsupportedAlgorithm

    typed, salt = _typed(passphrase), os.urandom(_SALT_BYTES)
    try:
        return Key(COST, salt, COST.derive(typed, salt))
    except UnsupportedAlgorithm:
        cost = Scrypt()
        return Key(cost, salt, cost.derive(typed, salt))


def entries_of_locks() -> dict[str, tuple[str, ...]]:
    """The ways to make a key, each with the names of its numbers in a file."""
    return {name: tuple(kind.__dataclass_fields__) for name, kind in _COSTS.items()}


def lock(text: bytes, key: Key) -> bytes:
    """The text in an envelope that only this key, or its passphrase, opens."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    header = {"kdf": _NAMES[type(key.cost)], **asdict(key.cost)}
    header |= {"salt": _letters(key.salt), "nonce": _letters(nonce)}
    data = AESGCM(key.secret).encrypt(nonce, text, _sealed_with(header))
    envelope = {"format": FORMAT, LOCKED: {**header, "data": _letters(data)}}
    return json.dumps(envelope, indent=1).encode() + b"\n"


def unlock(raw: dict[str, Any], opener: str | Key) -> tuple[bytes, Key]:
    """The text inside the entries of a locked file, and the key to lock it again.

    ``opener`` is a passphrase, or the key of this file. Raises ``VisitKeptShut``, ``VisitLocked``
    when the key is of another passphrase, ``VisitUnreadable`` or ``VisitTooNew``.
    """
    cost, salt, nonce, data = _taken_apart(raw)
    if isinstance(opener, Key):
        if (opener.cost, opener.salt) != (cost, salt):
            raise VisitLocked("it is locked with another passphrase; type that one")
        key = opener
    else:
        key = Key(cost, salt, _derived(cost, opener, salt))
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    header = {name: told for name, told in raw[LOCKED].items() if name != "data"}
    try:
        return AESGCM(key.secret).decrypt(nonce, data, _sealed_with(header)), key
    except InvalidTag:
        raise VisitKeptShut(
            "the passphrase is wrong, or the file is damaged; try again or open a backup"
        ) from None


def _derived(cost: Cost, passphrase: str, salt: bytes) -> bytes:
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        return cost.derive(_typed(passphrase), salt)
    except UnsupportedAlgorithm:
        raise VisitTooNew("it is locked in a way this MgAid does not know; update MgAid") from None
    except MemoryError:
        raise VisitUnreadable("it needs more memory than is free; close other programs") from None


def _typed(passphrase: str) -> bytes:
    typed = unicodedata.normalize("NFC", passphrase)
    if not typed:
        raise PassphraseRefused("The passphrase is empty. Type some words.")
    return typed.encode(errors="surrogatepass")


def _taken_apart(raw: dict[str, Any]) -> tuple[Cost, bytes, bytes, bytes]:
    """Cost, salt, nonce and data of the envelope, none of them trusted."""
    held = raw[LOCKED]
    damaged = VisitUnreadable("it is locked, but damaged; open a backup")
    if not isinstance(held, dict) or set(raw) != {"format", LOCKED}:
        raise damaged
    kind = _COSTS.get(str(held.get("kdf")))
    if kind is None:
        if "kdf" not in held:
            raise damaged
        raise VisitTooNew("it is locked in a way this MgAid does not know; update MgAid")
    fields = set(kind.__dataclass_fields__)
    numbers = {name: told for name, told in held.items() if name in fields and type(told) is int}
    if set(numbers) != fields or set(held) != {"kdf", *fields, *_MADE_OF}:
        raise damaged
    cost = kind(**numbers)
    if not cost.fits():
        raise VisitUnreadable("its lock asks for too much work to be one of MgAid's; open a backup")
    try:
        salt, nonce, data = (_bytes(held[name]) for name in _MADE_OF)
    except (binascii.Error, UnicodeEncodeError):
        raise damaged from None
    if len(salt) != _SALT_BYTES or len(nonce) != _NONCE_BYTES or len(data) < _TAG_BYTES:
        raise damaged
    return cost, salt, nonce, data


def _letters(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(letters: object) -> bytes:
    return base64.b64decode(str(letters).encode("ascii"), validate=True)


def _sealed_with(header: dict[str, Any]) -> bytes:
    """The header in one way of writing it, however the file is laid out."""
    whole = {"format": FORMAT, LOCKED: header}
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()
