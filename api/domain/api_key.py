"""A key (密钥) by which another system uses the API: what it opens, and until when it holds."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from secrets import token_hex

from api.domain.errors import Invalid

PREFIX = "shb_"  # so that scanners of code and logs find one that leaked
LIVES = (30, 90, 180, 365)  # days a key may hold; longer ones are forgotten where they lie
SHOWN_END = 4  # characters by which people tell keys apart
LONGEST_NAME = 60
LONGEST_PURPOSE = 300


class Scope(StrEnum):
    """What a key opens."""

    PACE = "pace"
    EXPORT = "export"
    MATCHING = "matching"

    @property
    def label(self) -> str:
        """The Chinese label shown to administrators."""
        return {"pace": "更高频次", "export": "导出需求", "matching": "调用匹配"}[self.value]

    @property
    def meaning(self) -> str:
        """What it allows, in a sentence."""
        return {
            "pace": "查询公开需求和专项评估时，每分钟 3,000 次，不再按网址限次。",
            "export": "按页读取全部公开过的需求，以及送达和办结的日期。",
            "matching": "提交一件需求，得到合适的机构和资源；不需要签名密钥。",
        }[self.value]


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What an administrator states of a new key. ``days`` is how long it holds.

    Raises:
        Invalid: ``field`` names what cannot be.
    """

    name: str
    owner: str
    purpose: str
    scopes: tuple[Scope, ...]
    days: int

    def __post_init__(self) -> None:
        """Refuse a key nobody could account for later."""
        for field, text, what in (("name", self.name, "名称"), ("owner", self.owner, "使用方")):
            if not (text and len(text) <= LONGEST_NAME):
                raise Invalid(field, f"请写{what}，不超过 {LONGEST_NAME} 个字。")
        if not (self.purpose and len(self.purpose) <= LONGEST_PURPOSE):
            raise Invalid("purpose", f"请写明用途，不超过 {LONGEST_PURPOSE} 个字。")
        if not self.scopes:
            raise Invalid("scopes", "请至少勾选一项能做的事。")
        if self.days not in LIVES:
            raise Invalid("days", "请从列表里选择有效期。")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key that was issued; the key itself is kept by its owner alone. Moments are in UTC."""

    number: int
    name: str
    owner: str
    purpose: str
    scopes: frozenset[Scope]
    end: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and now < self.expires_at

    def opens(self, scope: Scope) -> bool:
        """Whether it was made for that."""
        return scope in self.scopes

    @property
    def state(self) -> str:
        """What was decided of it, for its history; when it was used is no decision."""
        return json.dumps(
            {
                "name": self.name,
                "owner": self.owner,
                "purpose": self.purpose,
                "scopes": sorted(self.scopes),
                "end": self.end,
                "expires_at": self.expires_at.isoformat(),
                "revoked": self.revoked_at is not None,
            },
            ensure_ascii=False,
            sort_keys=True,
        )


def new_key() -> str:
    """A key of 256 random bits."""
    return PREFIX + token_hex(32)


def key_digest(key: str) -> str:
    """What is stored in its place; random keys need no slow hash."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def expiry(made_at: datetime, days: int) -> datetime:
    """The moment from which it opens nothing any more."""
    return made_at + timedelta(days=days)
