"""Refusals with the platform's codes: https://developer.work.weixin.qq.com/document/path/90313."""


class ApiError(Exception):
    """``code`` is the errcode of the answer, whose status is 200 all the same."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
