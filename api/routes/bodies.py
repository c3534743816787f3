"""Bodies read raw: so many bytes at most, and their shape for the OpenAPI document."""

from typing import Any

from fastapi import Request
from pydantic import BaseModel

from api.routes.problems import Problem


async def limited_body(request: Request, longest: int, too_long: str) -> bytes:
    """The body, given up on as soon as it is longer than ``longest`` bytes.

    Raises:
        Problem: 413, with the sentence ``too_long``.
    """
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > longest:
            raise Problem(413, "too_large", too_long)
    return bytes(received)


def body_of(model: type[BaseModel], **more: Any) -> dict[str, Any]:
    """A route's ``openapi_extra`` for a JSON body of ``model``; ``more`` stands beside its schema.

    The schema is written out: a route that reads the raw body registers none.
    """
    whole = model.model_json_schema()
    parts = whole.pop("$defs", {})

    def written_out(node: Any) -> Any:
        if isinstance(node, list):
            return [written_out(entry) for entry in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return written_out(parts[node["$ref"].rsplit("/", 1)[-1]])
        return {key: written_out(value) for key, value in node.items()}

    content = {"application/json": {"schema": written_out(whole), **more}}
    return {"requestBody": {"required": True, "content": content}}
