"""文号: the numbers offices give their texts, in whatever brackets they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OFFICE = r"(?P<office>[\u4e00-\u9fff]{0,24}?)"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_SERIAL = r"第?(?P<serial>\d{1,5})号"
_FORMS = (
    ("公告", re.compile(rf"{_OFFICE}公告{_YEAR}年?{_SERIAL}")),
    ("公告", re.compile(rf"{_OFFICE}{_YEAR}年{_SERIAL}公告")),
    ("公告", re.compile(r"(?<!\d)(?P<office>)(?P<year>)(?P<serial>\d{1,5})号公告")),
    ("令", re.compile(rf"{_OFFICE}令(?P<year>){_SERIAL}")),
    ("文", re.compile(rf"{_OFFICE}[〔\[(【「{{〈<]?{_YEAR}[〕\])】」}}〉>]?年?{_SERIAL}")),
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """One 文号; ``year`` and ``office`` are empty where they are not written."""

    kind: str
    office: str
    year: str
    serial: str

    def same_as(self, other: "DocumentNumber") -> bool:
        """Whether both may be the same number.

        An office may be cut short or have words before it; a missing year or office agrees with
        any.
        """
        return (
            (self.kind, self.serial) == (other.kind, other.serial)
            and (not self.year or not other.year or self.year == other.year)
            and (self.office.endswith(other.office) or other.office.endswith(self.office))
        )


def document_numbers(plain: str) -> Iterator[DocumentNumber]:
    """The numbers in ``plain``: normalised text without spaces and 《》, the surest form first."""
    for kind, form in _FORMS:
        for found in form.finditer(plain):
            yield DocumentNumber(kind, found["office"], found["year"], found["serial"].lstrip("0"))
