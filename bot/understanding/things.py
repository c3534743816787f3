"""The words of ``lexicon/items.yaml``, compiled, and names of things trimmed with them."""

import re
from dataclasses import dataclass
from functools import cache

from bot.understanding.lexicon import lexicon

_TAIL = re.compile(
    "(?:等.*|用于.*|用来.*|以便.*|以解.*|供(?!水|暖|电|热|氧).*|送到.*|给.*|为.*|来.*|让.*|到.*|才.*|就.*|"
    "所需.*|价值.*|约需.*|预算.*|至少|[共约近的类]|总计|共计|合计|(?:没|也|出现|面临|滞销|喜?获|丰收|运不出).*|若干|[咯啊呀哦吧嘛呢]+|方面|问题|难题|"
    "的?(?:建议|议案|请示|申请|报告|函))$"
)
_DIMENSION = re.compile(r"^约?\d+(?:\.\d+)?米(?:长|深|宽)?的?")
# 建卫生室 is a 卫生室, but 打印机 and 办公桌 keep their first character.
_VERB = re.compile("^(?:建(?![筑材])|修(?!正)|盖(?!板)|打(?![印火包])|装(?!订)|办(?!公))(?=.{3})")
_DONE_TO = re.compile("进行(硬化|维修|改造|加固|翻修|更换|扩建|修缮)$")
_PLACES = re.compile(".*(?:[村镇乡县组]|农户|社区)(?=.{2})")
# Pictures people put between words.
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")
_SOME = re.compile("^(?:好?几|若干)[套件张盏台个本册支把床顶双副盒辆只头块袋箱]")
_NUMBERING = re.compile(r"^\d{1,2}[.、)]\s*(?=[^\d\s])")
LONGEST = 14


@dataclass(frozen=True, slots=True)
class State:
    """A state that implies a lack. ``alone``: only when nothing else is stated as lacking.

    ``renames`` matches stated things that are the same need under a vaguer name, ``covered``
    stated things that say it already.
    """

    pattern: re.Pattern[str]
    item: str
    alone: bool
    renames: re.Pattern[str] | None
    covered: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Words:
    """The lists, compiled."""

    need: re.Pattern[str]
    act: re.Pattern[str]
    past: re.Pattern[str]
    head: re.Pattern[str]
    refused: re.Pattern[str]
    trimmed: re.Pattern[str]
    sale: re.Pattern[str]
    states: tuple[State, ...]


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def words() -> Words:
    """The lists of the file, read once."""
    lists = lexicon("items")
    return Words(
        need=re.compile(_any(lists["needs"])),
        act=re.compile(f"(?:{_any(lists['acts'])})+"),
        past=re.compile(_any(lists["past"])),
        head=re.compile(f"(?:{_any(lists['heads'])})子?$"),
        refused=re.compile(f"(?:{_any(lists['refused'])})$"),
        trimmed=re.compile(f"^(?:{_any(lists['trimmed'] + lists['acts'])})+"),
        sale=re.compile(lists["sale"]),
        states=tuple(
            State(
                re.compile(state["pattern"]),
                state["item"],
                bool(state.get("alone")),
                re.compile(state["renames"]) if "renames" in state else None,
                re.compile(state["covered"]) if "covered" in state else None,
            )
            for state in lists["states"]
        ),
    )


def thing(piece: str) -> str:
    """The name without what surrounds it: 大量棉衣等 → 棉衣; empty when none can be made out."""
    previous, name = "", _NUMBERING.sub("", _EMOJI.sub("", piece).strip())
    while previous != name:
        previous = name
        name = words().trimmed.sub("", _TAIL.sub("", name)).strip(" “”\"'()")
        name = _SOME.sub("", _VERB.sub("", _DIMENSION.sub("", name)))
    name = _DONE_TO.sub(r"\1", name)
    if "的" in name:
        owner, own = name.rsplit("的", 1)
        name = own if len(name) > 6 and len(own) > 1 else owner + own
    return name if len(name) <= LONGEST else ""


def is_thing(name: str) -> bool:
    """Whether an unquantified name may be something one lacks."""
    return bool(words().head.search(name)) and not words().refused.search(name)


def without_place(name: str) -> str:
    """陡沟村公用水井 → 公用水井."""
    return _PLACES.sub("", name)
