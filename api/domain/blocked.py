"""The list of illegal organisations (非法社会组织名单), as the authorities publish it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Blocked:
    """An entry of the list of illegal organisations (非法社会组织名单), as published."""

    name: str
    source: str
    published: date
    credit_code: str | None = None
    reason: str = ""

    @property
    def message(self) -> str:
        """Why the organisation is refused, by whom it was listed, and what can be done."""
        why = f"（{self.reason}）" if self.reason else ""
        return (
            f"“{self.name}”在非法社会组织名单里{why}，不能在这里登记或认领。"
            f"来源：{self.source}，{self.published.isoformat()}。"
            "如果已经移出名单或同名不同机构，请发“转人工”，带上登记证书说明。"
        )


def same_name(text: str) -> str:
    """A name by which two spellings are compared: without blanks and the brackets' width."""
    return "".join(text.split()).replace("(", "（").replace(")", "）").casefold()
