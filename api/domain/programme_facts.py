"""What a Programme asks of an applicant, and what it calls the amounts it bounds."""

from dataclasses import dataclass, field
from enum import StrEnum

# The facts that the arithmetic of a project reads by name; all are yuan.
TOTAL = "total_input_yuan"  # 项目总投入, the subsidy included
OWN = "own_yuan"  # 自筹资金
REQUESTED = "requested_yuan"  # 申请资助金额


class FactType(StrEnum):
    """What kind of answer a fact takes."""

    CHOICE = "choice"  # one of the choices, a text
    YES_NO = "yes_no"  # a bool
    YUAN = "yuan"  # a Decimal, not negative
    NUMBER = "number"  # a Decimal, not negative; ``unit`` says of what
    PLACE = "place"  # the full official name, province first: 云南省普洱市
    TEXT = "text"

    @property
    def is_amount(self) -> bool:
        """Whether the answer is a Decimal."""
        return self in {FactType.YUAN, FactType.NUMBER}


@dataclass(frozen=True, slots=True)
class FactAsked:
    """One fact as it is asked for, in Chinese.

    ``label`` names it in a list, ``question`` asks for it, ``why`` says what it is asked for
    where that is not obvious. ``synonyms`` are other words people use for a choice, to that
    choice. ``unit`` is that of a number.
    """

    type: FactType
    label: str
    question: str
    choices: tuple[str, ...] = ()
    synonyms: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse choices where none are chosen from, and synonyms of what is no choice."""
        if bool(self.choices) is not (self.type is FactType.CHOICE):
            raise ValueError(f"{self.label}: choices belong to a choice, and it needs them")
        if strange := set(self.synonyms.values()) - set(self.choices):
            raise ValueError(f"{self.label}: a synonym of no choice: {strange}")
        if bool(self.unit) is not (self.type is FactType.NUMBER):
            raise ValueError(f"{self.label}: a unit belongs to a number, and it needs one")

    def may_be(self, *values: object) -> bool:
        """Whether each of ``values`` can be compared with an answer; ``None`` always can."""
        if self.type is FactType.YES_NO:
            return all(each is None or isinstance(each, bool) for each in values)
        if self.type is not FactType.CHOICE:
            return True
        words = (each if isinstance(each, tuple) else (each,) for each in values)
        return {word for each in words for word in each} <= {None, *self.choices}

    def chosen(self, word: str) -> str | None:
        """The choice that ``word`` is or means; ``None`` when it is none of them."""
        plain = word.strip()
        return plain if plain in self.choices else self.synonyms.get(plain)


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """What the amounts a programme bounds are called in Chinese.

    ``whole`` is the fact in yuan that is split at the largest amount, ``maximum``: what is above
    it is the ``rest``.
    """

    whole: str = TOTAL
    maximum: str = "最多可申请资助"
    rest: str = "需要自筹"
