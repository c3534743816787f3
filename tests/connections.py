"""The client that tests speak to servers of ours with."""

import httpx

# uvicorn closes a connection that was idle for 5 s, which is when httpx would still use it again.
_IDLE_SECONDS = 2


def client_of(url: str, timeout: float) -> httpx.Client:
    """A client of the server at ``url`` that never uses a connection the server may be closing."""
    limits = httpx.Limits(keepalive_expiry=_IDLE_SECONDS)
    return httpx.Client(base_url=url, trust_env=False, timeout=timeout, limits=limits)
