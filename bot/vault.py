"""Seals tokens before they are stored: AES-GCM, under a key that stands in no database.

A sealed text is `key id (4 bytes) · nonce (12) · ciphertext and tag`. What it is about (whose it
is) is authenticated with it, so that a row copied to another workspace does not open. Several keys
open, the newest seals: a key is changed by putting the new one before the old one.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import SealedAway

_ID: Final = 4  # bytes
_NONCE: Final = 12  # bytes; random, and far from 2^32 sealings under one key


class Vault:
    """Seals and opens under the keys of the environment."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take the keys as they are written, newest first; at least one."""
        derived = [hashlib.sha256(b"podquote vault " + key.encode()).digest() for key in keys]
        self._keys = {hashlib.sha256(key).digest()[:_ID]: AESGCM(key) for key in derived}
        self._newest = next(iter(self._keys))

    def seal(self, text: str, about: str) -> bytes:
        """Return `text` sealed, for what it is `about` only."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = self._keys[self._newest].encrypt(nonce, text.encode(), about.encode())
        return self._newest + nonce + sealed

    def open(self, sealed: bytes, about: str) -> str:
        """Return what was sealed.

        Raises:
            SealedAway: it was sealed under another key, or about something else, or was changed.
        """
        key = self._keys.get(sealed[:_ID])
        if key is None:
            raise SealedAway
        try:
            nonce, rest = sealed[_ID : _ID + _NONCE], sealed[_ID + _NONCE :]
            return key.decrypt(nonce, rest, about.encode()).decode()
        except (InvalidTag, ValueError):
            raise SealedAway from None

    def is_stale(self, sealed: bytes) -> bool:
        """Whether something is sealed under a key that is not the newest."""
        return sealed[:_ID] != self._newest
