"""Passwords of staff: hashed slowly, checked in equal time whether the account exists or not."""

from secrets import token_urlsafe
from threading import Semaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2  # each check takes 64 MB; many at once must not take it all


class Passwords:
    """Argon2id at the library's recommended cost; one per process."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Use ``hasher``; tests hand in a cheap one."""
        self._hasher = hasher or PasswordHasher()
        self._turns = Semaphore(AT_ONCE)
        # Verified for unknown names, so that they take as long as known ones.
        self._nobody = self._hasher.hash(token_urlsafe(16))

    def hash(self, password: str) -> str:
        """A salted hash to store."""
        return self._hasher.hash(_bytes(password))

    def fits(self, stored: str | None, password: str) -> bool:
        """Whether ``password`` is the one; takes equally long when there is no account."""
        try:
            with self._turns:
                fits = self._hasher.verify(stored or self._nobody, _bytes(password))
            return fits and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def _bytes(password: str) -> bytes:
    """UTF-8, also of what no keyboard can type."""
    return password.encode("utf-8", "surrogatepass")
