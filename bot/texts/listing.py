"""Every sentence that can be reworded, with its theme, its translation and where it is said."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from pkgutil import iter_modules
from typing import Any

from bot.dialogue.flow import Flow
from bot.dialogue.flows import FLOWS
from bot.texts import english, simplified
from bot.texts.catalogue import written

FLOW = "flows"
STEPS, CARDS = "STEP_WORDING", "CARD_QUESTIONS"
_PARTS = ("question", "why", "example", "again", "required")
# Names that must be the same at the desk and in the chat, each language in itself, and drawings.
_FIXED = frozenset({"names", "languages", "charts"})
_SAID = re.compile(r"\btexts\.([A-Z][A-Z0-9_]+)\b")

THEMES: Mapping[str, str] = {
    FLOW: "填报的问题",
    "about": "关于本服务",
    "applications": "申报",
    "applying": "填写申报",
    "asking": "提问",
    "batch": "批量上报",
    "buttons": "按钮",
    "cards": "核对卡片",
    "chat_page": "网页聊天",
    "claims": "认领",
    "documents": "文件",
    "drafts": "草稿",
    "eligibility": "测资格",
    "followup": "后续跟进",
    "limits": "频次限制",
    "linking": "换渠道",
    "market": "查找需求",
    "mergers": "合并工单",
    "notices": "结果通知",
    "offers": "机构资源",
    "opening": "开场和菜单",
    "organisations": "机构",
    "overlap": "重复提醒",
    "picking": "点选地点",
    "policy": "政策答复",
    "posts": "岗位",
    "remarks": "补充说明",
    "reporting": "上报",
    "subscriptions": "订阅",
    "telegram": "Telegram",
    "tickets": "工单",
    "wecom": "企业微信",
    "with_staff": "人工对话",
    "work": "实施",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``key`` is its name, and its place in a list. ``english`` is empty where the
    Simplified one is said in English too."""

    key: str
    theme: str
    simplified: str
    english: str

    @property
    def theme_label(self) -> str:
        """The theme in Chinese."""
        return THEMES.get(self.theme, self.theme)


@cache
def sentences() -> Mapping[str, Sentence]:
    """All of them by key, theme by theme."""
    translated = dict(_leaves("", written(english)))
    found = [
        Sentence(key, FLOW, text, translated.get(key, ""))
        for flow in FLOWS.values()
        for key, text in _of_flow(flow)
    ]
    for module in sorted(iter_modules(simplified.__path__), key=lambda one: one.name):
        if module.name in _FIXED:
            continue
        said = vars(import_module(f"{simplified.__name__}.{module.name}"))
        named = {name: said[name] for name in said if name.isupper() and name[0] != "_"}
        found += [
            Sentence(key, module.name, text, translated.get(key, ""))
            for key, text in _leaves("", named)
            if text.strip()
        ]
    return {one.key: one for one in found}


def said_in(key: str) -> tuple[str, ...]:
    """The files of the code that say it, from the root of the project."""
    return tuple(_uses().get(key.partition(".")[0], ()))


@cache
def _uses() -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path, source in _sources(files("bot"), "bot"):
        for name in sorted(set(_SAID.findall(source))):
            found[name].append(path)
    return dict(found)


def _sources(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        inside = f"{path}/{one.name}"
        if one.is_dir() and one.name != "texts":
            yield from _sources(one, inside)
        elif one.name.endswith(".py"):
            yield inside, one.read_text(encoding="utf-8")


def _of_flow(flow: Flow) -> Iterator[tuple[str, str]]:
    for step in flow.steps:
        for part in _PARTS:
            if text := getattr(step, part):
                yield f"{STEPS}.{flow.name}.{step.slot}.{part}", text
    if flow.confirm:
        yield f"{CARDS}.{flow.name}", flow.confirm


def _leaves(path: str, node: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    for name, value in node.items():
        here = f"{path}{name}"
        if isinstance(value, str):
            yield here, value
        elif isinstance(value, Mapping):
            yield from _leaves(f"{here}.", value)
