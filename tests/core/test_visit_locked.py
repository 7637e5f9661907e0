"""A locked visit: its passphrase opens it and nothing else does; a refusal is one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from typing import Any

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from hypothesis import given, settings
from hypothesis import strategies as st

from mgaid.core.visit import (
    VisitError,
    VisitKeptShut,
    VisitLocked,
    VisitTooNew,
    VisitUnreadable,
    locked,
)

QUICK = locked.Argon2(memory_kib=32, passes=1, lanes=1)
TEXT = b'{"format": 1, "name": "Canary"}'


@pytest.fixture(autouse=True)
def quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "COST", QUICK)


def envelope(passphrase: str = "four words of mine", text: bytes = TEXT) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(locked.lock(text, locked.new_key(passphrase)))
    return made


def test_a_passphrase_opens_what_it_locked() -> None:
    raw = envelope("four words of mine")
    text, key = locked.unlock(raw, "four words of mine")

    assert text == TEXT
    assert locked.unlock(raw, key)[0] == TEXT


def test_nothing_readable_is_in_a_locked_file() -> None:
    sealed = locked.lock(TEXT, locked.new_key("four words of mine"))

    assert b"Canary" not in sealed
    assert b"words" not in sealed


def test_a_wrong_passphrase_and_a_damaged_file_are_both_named() -> None:
    with pytest.raises(VisitKeptShut, match="passphrase is wrong, or the file is damaged"):
        locked.unlock(envelope(), "other words")


@pytest.mark.parametrize(
    "typed", ["four words of mine ", " four words of mine", "Four words of mine"]
)
def test_a_passphrase_counts_as_it_was_typed(typed: str) -> None:
    with pytest.raises(VisitKeptShut):
        locked.unlock(envelope("four words of mine"), typed)


def test_the_same_letters_from_another_keyboard_open_it() -> None:
    raw = envelope(unicodedata.normalize("NFC", "café näh"))

    assert locked.unlock(raw, unicodedata.normalize("NFD", "café näh"))[0] == TEXT


@settings(max_examples=25)
@given(passphrase=st.text(st.characters(), min_size=1), text=st.binary(max_size=200))
def test_any_passphrase_locks_and_opens_any_text(passphrase: str, text: bytes) -> None:
    cost, locked.COST = locked.COST, QUICK
    try:
        key = locked.new_key(passphrase)
        assert locked.unlock(json.loads(locked.lock(text, key)), passphrase)[0] == text
    finally:
        locked.COST = cost


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(locked.PassphraseRefused, match="empty"):
        locked.new_key("")


def test_no_nonce_is_used_twice_and_no_salt() -> None:
    key = locked.new_key("four words of mine")
    written = [json.loads(locked.lock(TEXT, key))["locked"] for _ in range(50)]

    assert len({one["nonce"] for one in written}) == 50
    assert len({one["data"] for one in written}) == 50
    assert len({locked.new_key("four words of mine").salt for _ in range(5)}) == 5


@pytest.mark.parametrize("entry", ["kdf", "memory_kib", "passes", "lanes", "salt", "nonce", "data"])
def test_no_entry_of_the_envelope_can_be_changed_unseen(entry: str) -> None:
    raw = envelope()
    told = raw["locked"][entry]
    if isinstance(told, int):
        raw["locked"][entry] = told + 1
    else:
        letters = list(told)
        letters[3] = "A" if letters[3] != "A" else "B"
        raw["locked"][entry] = "".join(letters)
    with pytest.raises(VisitError):
        locked.unlock(raw, "four words of mine")


def test_the_header_is_sealed_with_the_data() -> None:
    """One that changes nothing of the key: another version of the format around the same lock."""
    key = locked.new_key("four words of mine")
    raw = json.loads(locked.lock(TEXT, key))
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, data = (locked._bytes(raw["locked"][name]) for name in ("nonce", "data"))
    with pytest.raises(InvalidTag):
        AESGCM(key.secret).decrypt(nonce, data, None)


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 2**31},
        {"memory_kib": 262_145},
        {"passes": 10**9},
        {"passes": 17},
        {"lanes": 17},
        {"lanes": 0},
        {"memory_kib": 262_144, "passes": 5},
        {"memory_kib": 4},
        {"passes": -1},
        {"kdf": "scrypt", "n": 2**40},
        {"kdf": "scrypt", "n": 2**19, "r": 8, "p": 1},
        {"kdf": "scrypt", "n": 1000},
        {"kdf": "scrypt", "r": 2**30},
        {"kdf": "scrypt", "p": 2**30},
    ],
    ids=str,
)
def test_a_file_that_asks_for_too_much_work_is_refused_at_once(
    change: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = envelope()
    if change.get("kdf") == "scrypt":
        for name in ("memory_kib", "passes", "lanes"):
            del raw["locked"][name]
        raw["locked"] |= {"n": 1024, "r": 8, "p": 1}
    raw["locked"] |= change
    for kind in (locked.Argon2, locked.Scrypt):
        monkeypatch.setattr(kind, "derive", lambda *_: pytest.fail("it was worked on"))
    with pytest.raises(VisitUnreadable, match="too much work"):
        locked.unlock(raw, "four words of mine")


@pytest.mark.parametrize(
    "held",
    [
        None,
        [],
        "text",
        {},
        {"kdf": "scrypt"},
        {"memory_kib": True},
        {"passes": "3"},
        {"lanes": 1.0},
        {"salt": "AAAA"},
        {"nonce": "AAAA"},
        {"data": "AAAA"},
        {"data": "not base64"},
        {"salt": None},
        {"data": "ÄÄÄÄ"},
        {"more": 1},
    ],
    ids=str,
)
def test_a_damaged_envelope_is_named(held: Any) -> None:
    raw = envelope()
    raw["locked"] = raw["locked"] | held if isinstance(held, dict) and held else held
    with pytest.raises(VisitUnreadable, match="damaged; open a backup"):
        locked.unlock(raw, "four words of mine")


def test_more_beside_the_lock_is_damage() -> None:
    with pytest.raises(VisitUnreadable, match="damaged"):
        locked.unlock({**envelope(), "name": "x"}, "four words of mine")


def test_a_lock_of_a_newer_mgaid_is_refused_kindly() -> None:
    raw = envelope()
    raw["locked"]["kdf"] = "argon3"
    with pytest.raises(VisitTooNew, match="update MgAid"):
        locked.unlock(raw, "four words of mine")


def test_the_key_of_one_file_does_not_open_another() -> None:
    with pytest.raises(VisitLocked, match="another passphrase"):
        locked.unlock(envelope("one"), locked.new_key("two"))


def test_where_there_is_no_argon_scrypt_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> bytes:
        raise UnsupportedAlgorithm("injected")

    raw = envelope()
    monkeypatch.setattr(locked.Argon2, "derive", missing)
    sealed = json.loads(locked.lock(TEXT, locked.new_key("four words of mine")))

    assert sealed["locked"]["kdf"] == "scrypt"
    assert locked.unlock(sealed, "four words of mine")[0] == TEXT
    with pytest.raises(VisitTooNew, match="does not know"):
        locked.unlock(raw, "four words of mine")


def test_too_little_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bytes:
        raise MemoryError

    raw = envelope()
    monkeypatch.setattr(locked.Argon2, "derive", full)
    with pytest.raises(VisitUnreadable, match="more memory"):
        locked.unlock(raw, "four words of mine")


def test_the_shipped_cost_is_the_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """RFC 9106, section 4, second choice: 64 MiB, three passes, four lanes."""
    monkeypatch.setattr(locked, "COST", locked.Argon2())

    assert (locked.COST, locked.COST.fits()) == (locked.Argon2(65_536, 3, 4), True)
    assert locked.unlock(envelope(), "four words of mine")[0] == TEXT


def test_a_key_never_says_what_it_is() -> None:
    key = locked.new_key("four words of mine")

    assert repr(key) == str(key) == f"{key}" == "<Key>"


def test_the_library_is_loaded_only_by_those_who_lock() -> None:
    ask = "import sys, mgaid.storage, mgaid.core.visit.locked; print('cryptography' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
