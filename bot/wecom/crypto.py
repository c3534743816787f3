"""The envelope of a callback: who sealed it is checked before anything of it is believed.

Scheme: https://developer.work.weixin.qq.com/document/path/90968. Signature: SHA-1 over the sorted
token, timestamp, nonce and ciphertext. Ciphertext: AES-256-CBC, the key's first 16 bytes as the
vector, PKCS#7 to 32 bytes. Plaintext: 16 random bytes, length (4 bytes, big endian), message,
receive id, which is the CorpID of the one it is meant for.
"""

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_AES_KEY = re.compile(r"[A-Za-z0-9]{43}")
_BLOCK = 32  # bytes; PKCS#7 pads to this, twice the block of AES
_RANDOM = 16
_LENGTH = 4


class ForgedError(Exception):
    """Not sealed by the platform with our keys, or not meant for us; says what does not fit."""


def aes_key(encoded: str) -> bytes:
    """The 32 bytes of an EncodingAESKey.

    Raises:
        ValueError: not 43 letters and digits.
    """
    if not _AES_KEY.fullmatch(encoded):
        raise ValueError("an EncodingAESKey has 43 letters and digits")
    return base64.b64decode(encoded + "=")


@dataclass(frozen=True, slots=True)
class Seal:
    """What the platform and we share. ``key`` is what ``aes_key`` gives."""

    token: str = field(repr=False)
    key: bytes = field(repr=False)
    corp_id: str

    def opened(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> bytes:
        """The message inside ``encrypted``, once the signature holds.

        Raises:
            ForgedError: see the class.
        """
        expected = self.signature(timestamp, nonce, encrypted)
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            raise ForgedError("the signature does not fit")
        plain = _unpadded(self._decrypted(encrypted))
        start = _RANDOM + _LENGTH
        end = start + int.from_bytes(plain[_RANDOM:start], "big")
        if end > len(plain):
            raise ForgedError("the message is longer than its envelope")
        if not hmac.compare_digest(plain[end:], self.corp_id.encode()):
            raise ForgedError("it is meant for another CorpID")
        return plain[start:end]

    def signature(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """The signature of a ciphertext, 40 hexadecimal digits."""
        parts = sorted((self.token, timestamp, nonce, encrypted))
        return hashlib.sha1("".join(parts).encode()).hexdigest()  # noqa: S324 (the platform's)

    def _decrypted(self, encrypted: str) -> bytes:
        try:
            data = base64.b64decode(encrypted, validate=True)
        except binascii.Error:
            raise ForgedError("the ciphertext is no Base64") from None
        if not data or len(data) % _BLOCK:
            raise ForgedError("the ciphertext has no whole number of blocks")
        cipher = Cipher(algorithms.AES(self.key), modes.CBC(self.key[:16])).decryptor()
        return cipher.update(data) + cipher.finalize()


def _unpadded(padded: bytes) -> bytes:
    count = padded[-1]
    if not 1 <= count <= _BLOCK or padded[-count:] != bytes([count]) * count:
        raise ForgedError("the padding is broken")
    plain = padded[:-count]
    if len(plain) < _RANDOM + _LENGTH:
        raise ForgedError("the envelope is too short")
    return plain
