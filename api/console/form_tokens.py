"""Tokens that tie a form to the session it was shown in, so that no other site can submit it."""

import hashlib
import hmac
import secrets

NONCE_LENGTH = 16  # characters; new for each page, so that compressed pages betray nothing


def new_form_token(session: str) -> str:
    """A token for the forms of one page."""
    nonce = secrets.token_hex(NONCE_LENGTH // 2)
    return nonce + _seal(session, nonce)


def is_form_token(session: str, token: str) -> bool:
    """Whether ``token`` was made for that session."""
    nonce, seal = token[:NONCE_LENGTH], token[NONCE_LENGTH:]
    return hmac.compare_digest(seal.encode(), _seal(session, nonce).encode())


def _seal(session: str, nonce: str) -> str:
    return hmac.new(session.encode(), f"form:{nonce}".encode(), hashlib.sha256).hexdigest()
