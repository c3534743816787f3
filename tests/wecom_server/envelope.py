"""Callbacks as the platform seals them; written apart from the product's own code."""

import base64
import hashlib
import os
import struct
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from lxml import etree


def sealed(message: bytes, aes_key: str, receiver: str) -> str:
    """The ciphertext of ``message`` for ``receiver``."""
    length = struct.pack(">I", len(message))
    return encrypted(os.urandom(16) + length + message + receiver.encode(), aes_key)


def encrypted(body: bytes, aes_key: str) -> str:
    """The ciphertext of any ``body``, which may be no proper envelope."""
    key = base64.b64decode(aes_key + "=")
    fill = 32 - len(body) % 32
    encryptor = Cipher(AES256(key), CBC(key[:16])).encryptor()
    sealed_bytes = encryptor.update(body + bytes([fill]) * fill) + encryptor.finalize()
    return base64.b64encode(sealed_bytes).decode()


def signature(token: str, timestamp: str, nonce: str, ciphertext: str) -> str:
    """What proves who sealed it."""
    return hashlib.sha1("".join(sorted([token, timestamp, nonce, ciphertext])).encode()).hexdigest()


def xml(content: Mapping[str, Any]) -> bytes:
    """``content`` as the platform spells it: text in CDATA, numbers bare, mappings nested."""
    root = etree.Element("xml")
    _fill(root, content)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _fill(parent: Any, content: Mapping[str, Any]) -> None:
    for name, value in content.items():
        child = etree.SubElement(parent, name)
        if isinstance(value, Mapping):
            _fill(child, value)
        else:
            child.text = str(value) if isinstance(value, int | float) else etree.CDATA(str(value))
