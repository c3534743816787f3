"""What makes the product ask the scripted server."""

from tests.llm_server.app import KEY, MODEL
from tests.llm_server.remote import LlmServer


def llm_settings(llm: LlmServer, **others: str) -> dict[str, str]:
    """Settings by their names without the prefix, as ``tests.e2e.service.serving`` takes them."""
    asking = {"llm_base_url": llm.base_url, "llm_model": MODEL, "llm_api_key": KEY}
    return asking | others
