"""How the Bot API says no: a code and a description, sometimes with parameters."""

from typing import Any


class ApiError(Exception):
    """One ``{"ok": false}`` answer."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON of the answer."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(why: str) -> ApiError:
    """400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {why}")


def too_many(seconds: int) -> ApiError:
    """429 with the time to wait."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
