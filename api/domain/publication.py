"""What is published of a need (公开发布): the words for everybody, and the public notice."""

from dataclasses import dataclass
from datetime import date

from api.domain.errors import Invalid
from api.domain.public_need import LONGEST_DESCRIPTION, LONGEST_TITLE, UNWORDED, PublicWords

NOTICE_DAYS = (0, 3, 5, 7, 10)  # working days a notice may take; 0 is none


@dataclass(frozen=True, slots=True)
class Notice:
    """A public notice (公示期), from the first day to the last, both included."""

    starts: date
    ends: date

    def is_running(self, today: date) -> bool:
        """Whether people are asked for objections on that day."""
        return today <= self.ends


@dataclass(frozen=True, slots=True)
class Publication:
    """The words of a need for everybody, and its notice if there is one."""

    words: PublicWords = UNWORDED
    notice: Notice | None = None


def public_words(title: str, description: str) -> PublicWords:
    """The words as they were typed.

    Raises:
        Invalid: one of them is too long.
    """
    for name, label, text, most in (
        ("title", "公开标题", title.strip(), LONGEST_TITLE),
        ("description", "公开说明", description.strip(), LONGEST_DESCRIPTION),
    ):
        if len(text) > most:
            raise Invalid(name, f"{label}最多 {most:,} 字，现在有 {len(text):,} 字。请写短一些。")
    return PublicWords(" ".join(title.split()), description.strip())


def notice_days(days: int) -> int:
    """``days`` of notice, when they may be chosen.

    Raises:
        Invalid: they may not.
    """
    if days not in NOTICE_DAYS:
        raise Invalid("days", "公示期请从列出的天数里选。")
    return days
