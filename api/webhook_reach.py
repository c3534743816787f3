"""Where webhooks may lead: to the internet over TLS, and inside only where operators said so."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.domain.errors import Invalid
from api.domain.webhook import NOT_PUBLIC, NOT_SECURE, is_public_address, parts_of

UNKNOWN = "找不到这个网址的服务器。请核对网址，或稍后再试。"

Resolve = Callable[[str, int], Sequence[str]]


def addresses(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses of ``host`` as this machine knows them, those of version 4 first.

    Raises:
        OSError, UnicodeError: there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(sorted((str(one[4][0]) for one in found), key=lambda address: ":" in address))


class Unresolved(Exception):
    """The name of the server is not known at present."""


@dataclass(frozen=True, slots=True)
class Reach:
    """With ``private`` addresses inside, and without TLS, are allowed too."""

    private: bool = False
    resolve: Resolve = addresses

    def address_of(self, url: str) -> str:
        """The IP address to connect to for ``url``, found and checked at this very moment.

        Raises:
            Invalid: it leads where it must not.
            Unresolved: its server is not known.
        """
        parts = parts_of(url)
        if not (parts.is_secure or self.private):
            raise Invalid("url", NOT_SECURE)
        try:
            found = self.resolve(parts.host, parts.port)
        except (OSError, UnicodeError):
            raise Unresolved(UNKNOWN) from None
        if not found:
            raise Unresolved(UNKNOWN)
        if not self.private and not all(map(is_public_address, found)):
            raise Invalid("url", NOT_PUBLIC)
        return found[0]
