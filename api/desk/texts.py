"""The sentences of the conversation as administrators find, reword and put them back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from api.desk.people import Staff
from api.domain.administration_event import AdministrationAct
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotFound, WrongMove
from api.store import administration
from api.store import reworded_texts as store
from api.store.database import Unit
from bot.texts.listing import Sentence, said_in, sentences
from bot.texts.rewording import Override, as_written, faults_of
from bot.texts.traditional import traditional

ENGLISH_STANDS = "中文改了，英文没有改。请把英文也改成同样的意思；意思没有变的，勾选“英文不用改”。"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence in the list, and how it is said now where that is not as written."""

    sentence: Sentence
    override: Override | None


@dataclass(frozen=True, slots=True)
class Wording:
    """One entry of its history: who said it should be how; ``None``: as written again."""

    at: datetime
    actor: str
    act: AdministrationAct
    override: Override | None


@dataclass(frozen=True, slots=True)
class TextPage:
    """One sentence: as written, as it is said now, and every wording there was."""

    sentence: Sentence
    override: Override | None
    version: int
    said_in: tuple[str, ...]
    wordings: tuple[Wording, ...]


def list_texts(
    unit: Unit, staff: Staff, *, words: str = "", theme: str = "", reworded: bool = False
) -> tuple[Line, ...]:
    """The sentences that have all of ``words`` in them, of a theme, or only those reworded.

    Raises:
        NotAllowed: not an administrator.
    """
    staff.require(Duty.MANAGE)
    overrides = store.all_overrides(unit)
    wanted = words.lower().split()
    return tuple(
        Line(one, overrides.get(key))
        for key, one in sentences().items()
        if theme in ("", one.theme)
        and not (reworded and key not in overrides)
        and all(word in _searched(one, overrides.get(key)) for word in wanted)
    )


def text_page(unit: Unit, staff: Staff, key: str) -> TextPage:
    """One sentence.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is none of that name.
    """
    staff.require(Duty.MANAGE)
    sentence = _sentence(key)
    kept = store.override_of(unit, key)
    return TextPage(
        sentence=sentence,
        override=kept.override if kept else None,
        version=kept.version if kept else 0,
        said_in=said_in(key),
        wordings=tuple(
            Wording(event.at, event.actor, event.act, _override(event.state))
            for event in administration.history_of(unit, store.subject_of(key))
        ),
    )


def in_languages(override: Override) -> Mapping[str, str]:
    """How it would be said in each language, by the language's own name."""
    said = {"简体": override.simplified, "繁體": traditional(override.simplified)}
    return said | ({"English": override.english} if override.english else {})


def check(staff: Staff, key: str, override: Override) -> None:
    """Whether it could be said.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is none of that name.
        Invalid: a place to fill is missing or unknown, or it cannot be said at all.
    """
    staff.require(Duty.MANAGE)
    for field, fault in zip(
        ("simplified", "english"), faults_of(_sentence(key), override), strict=True
    ):
        if fault:
            raise Invalid(field, f"英文：{fault}" if field == "english" else fault)


def reword(
    unit: Unit,
    staff: Staff,
    key: str,
    override: Override,
    *,
    version: int,
    english_stands: bool,
) -> None:
    """Say it so from now on; ``english_stands``: the English says the same already.

    Raises:
        NotAllowed, NotFound, Invalid: see ``check``; or the Chinese changed and the English not.
        Outdated: somebody reworded it meanwhile.
    """
    check(staff, key, override)
    page = text_page(unit, staff, key)
    written = as_written(page.sentence)
    before = page.override or written
    if override == before:
        raise Invalid("simplified", "内容没有变化。请改好后再保存。")
    same_english = override.english == before.english and override.english
    if override.simplified != before.simplified and same_english and not english_stands:
        raise Invalid("english", ENGLISH_STANDS)
    if override == written:
        store.put_back(unit, key, version=version, actor=staff.username)
    else:
        store.put(unit, key, override, version=version, actor=staff.username)


def put_back(unit: Unit, staff: Staff, key: str, *, version: int) -> None:
    """Say it as written again.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is none of that name.
        WrongMove: it is as written.
        Outdated: somebody reworded it meanwhile.
    """
    if text_page(unit, staff, key).override is None:
        raise WrongMove("这句话就是原文，不用恢复。")
    store.put_back(unit, key, version=version, actor=staff.username)


def _sentence(key: str) -> Sentence:
    found = sentences().get(key)
    if found is None:
        raise NotFound("没有找到这句话。请从列表里打开。")
    return found


def _searched(sentence: Sentence, override: Override | None) -> str:
    now = (override.simplified, override.english) if override else ()
    return "\n".join((sentence.key, sentence.simplified, sentence.english, *now)).lower()


def _override(state: str) -> Override | None:
    return Override(**json.loads(state)) if state else None
