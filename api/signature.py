"""How one service proves to another that it sent a body, and when: HMAC-SHA-256 over both."""

import hashlib
import hmac
from datetime import datetime, timedelta

TIMESTAMP = "X-Shanhai-Timestamp"
SIGNATURE = "X-Shanhai-Signature"
IDEMPOTENCY_KEY = "Idempotency-Key"
WINDOW = timedelta(minutes=5)  # how far two clocks may differ; older bodies may be replays


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """``v1=`` and the hex digest over ``timestamp.body``; the timestamp is in Unix seconds."""
    message = timestamp.encode() + b"." + body
    return "v1=" + hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def is_signed(secret: str, timestamp: str, body: bytes, signature: str, now: datetime) -> bool:
    """Whether ``signature`` fits, and the timestamp is within five minutes of ``now``."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    if abs(now.timestamp() - int(timestamp)) > WINDOW.total_seconds():
        return False
    expected = sign(secret, timestamp, body)
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))
