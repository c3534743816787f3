"""What a policy text says of itself becomes a Document, and where each fact was read a Place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from knowledge.documents import Document, Tier
from knowledge.drafts import Draft, Place, find_fact
from knowledge.outline import Kind, outline
from knowledge.programme_files import load_programmes
from knowledge.provenance import front_of, issuer_of, number_of, region_of, title_of
from knowledge.reading.result import Read
from knowledge.stated_dates import StatedDates, date_in, stated_dates
from knowledge.statute_facts import statute_facts
from knowledge.titles import document_key, short_title

_SOURCE = re.compile(r"^[-*\s]*来源\s*[:：]\s*(?P<source>.+)$", re.MULTILINE)
_PARTIAL = re.compile(r"\[[^\]\n]*(?:未取得|略)\]|[（(][^（()）\n]*只(?:取得|见)[^（()）\n]*[)）]")
_PRESS = re.compile(r"新华社|人民日报|[日晚]报|电视台|新闻网|记者")
_SELF_MEDIA = re.compile(r"微信公众号|公众号|自媒体|头条号|博客")
_UNMISTAKABLE = 8  # characters in the name of a Programme
_ASSUMED = "施行日期未载明，按公布或修正日期推定"
_EXCERPT = "只见节录，非全文"
_NO_ARTICLES = "没有找到“第×条”，将按标题和段落切分。请在预览里核对。"
_NO_DATE = "没有读到施行日期。请核对后填写，否则这份文件会一直按有效文件使用。"
_NO_ISSUER = "没有读到发文机关和文号，暂按新闻报道对待。如果是官方原文，请改正来源级别。"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What was recognised besides the text."""

    title: str
    front: str
    dates: StatedDates
    issuer: str | None
    number: str | None
    named: date | None
    known: date | None  # the day it came into force, from the project's own table
    has_articles: bool


def recognise(read: Read, name: str, kind: str, *, is_whole_file: bool = True) -> Draft:
    """The document in ``read``. ``name`` is the file's name without its ending; it may give the
    title and the version where the file ``is_whole_file`` of one document."""
    facts = _facts(read, name, is_whole_file=is_whole_file)
    source = _SOURCE.search(read.text)
    document = statute_facts().annotate(
        Document(
            key=document_key(facts.title, facts.dates.published),
            title=facts.title,
            text=read.text,
            tier=_tier(facts),
            source=source["source"].strip() if source else f"导入文件 {name}",
            issuer=facts.issuer,
            number=facts.number,
            region=region_of(facts.title, facts.issuer),
            programme=_programme(facts.title),
            published=facts.dates.published,
            effective_from=facts.known or facts.dates.effective_from,
            effective_to=facts.dates.effective_to,
            status_note=_note(read.text, facts),
        )
    )
    return Draft(
        document,
        {field: place for field, place in _places(document, facts, read) if place},
        (*read.warnings, *_warnings(document, facts)),
        kind,
    )


def _facts(read: Read, name: str, *, is_whole_file: bool) -> _Facts:
    text = read.text
    title = read.title or title_of(text, name)
    front = front_of(text, title)
    has_articles = any(line.kind is Kind.ARTICLE for line in outline(text, title))
    named = date_in(name) if is_whole_file else date_in(front)
    stated = date.fromisoformat(read.published) if read.published else None
    dates = stated_dates(front, text, named or stated, has_articles=has_articles)
    return _Facts(
        title=title,
        front=front,
        dates=dates,
        issuer=issuer_of(front) or read.issuer,
        number=number_of(front),
        named=named,
        known=statute_facts().began(title, dates.published),
        has_articles=has_articles,
    )


def _tier(facts: _Facts) -> Tier:
    if facts.has_articles or facts.issuer or facts.number:
        return Tier.OFFICIAL
    return Tier.SELF_MEDIA if _SELF_MEDIA.search(facts.front) else Tier.PRESS


def _note(text: str, facts: _Facts) -> str:
    notes = (
        _EXCERPT if _PARTIAL.search(text) else "",
        _ASSUMED if facts.dates.assumed and facts.known is None else "",
    )
    return "；".join(filter(None, notes))


def _warnings(document: Document, facts: _Facts) -> Iterator[str]:
    if not facts.has_articles:
        yield _NO_ARTICLES
    if document.effective_from is None:
        yield _NO_DATE
    if document.tier is Tier.PRESS and not _PRESS.search(facts.front):
        yield _NO_ISSUER


def _places(document: Document, facts: _Facts, read: Read) -> Iterator[tuple[str, Place | None]]:
    text, front_end = document.text, _front_end(document.text, facts.front)
    front = text[:front_end]
    in_title = find_fact(text, document.title, "标题")
    yield "title", in_title or Place("网页的标题信息" if read.title else "文件名")
    for field, value in (("issuer", document.issuer), ("number", document.number)):
        outside = Place("网页的来源信息") if value and field == "issuer" and read.issuer else None
        yield field, find_fact(front, value, "正文开头") or outside
    if document.region:
        yield "region", find_fact(front, document.region, "标题或发文机关")
    if document.programme:
        yield "programme", Place("标题里的专项名称", *_span(in_title))
    yield "published", _published(document.published, front, facts)
    yield "effective_from", _begins(document, front, facts)
    yield "effective_to", find_fact(text, document.effective_to, "正文")
    yield "tier", Place(_why(document.tier, facts))


def _published(day: date | None, front: str, facts: _Facts) -> Place | None:
    if day is None:
        return None
    if found := find_fact(front, day, "正文开头"):
        return found
    return Place("文件名" if day == facts.named else "网页的发布日期")


def _begins(document: Document, front: str, facts: _Facts) -> Place | None:
    day = document.effective_from
    if day is None:
        return None
    if facts.known:
        return Place("本项目收录的法规施行日期")
    if day == document.published and (facts.dates.assumed or not facts.has_articles):
        return Place("没有写明，按公布或修正日期推定")
    found = find_fact(front, day, "正文开头") or find_fact(document.text, day, "正文")
    return found or Place("按“自公布之日起施行”推定")


def _why(tier: Tier, facts: _Facts) -> str:
    if tier is not Tier.OFFICIAL:
        return "没有发文机关、文号和条文"
    seen = {"发文机关": facts.issuer, "文号": facts.number, "条文": facts.has_articles}
    return "有" + "、".join(name for name, there in seen.items() if there)


def _front_end(text: str, front: str) -> int:
    """Where the front matter ends in the text: behind its last line."""
    last = front.rpartition("\n")[2]
    at = text.find(last) if last else -1
    return at + len(last) if at >= 0 else len(text)


def _span(place: Place | None) -> tuple[int | None, int | None]:
    return (place.start, place.end) if place else (None, None)


def _programme(title: str) -> str | None:
    """The key of the Programme that the title names."""
    plain = short_title(title)
    return next((key for name, key in _programme_names() if name in plain), None)


@cache
def _programme_names() -> tuple[tuple[str, str], ...]:
    """Names that mean one Programme and no other, longest first: a short one may be part of
    another's, and 专项资金 alone is what dozens are called."""
    names = [
        (name, programme.key)
        for programme in load_programmes()
        for name in (re.split(r"[（(]", programme.title)[0], *programme.aliases)
        if len(name) >= _UNMISTAKABLE and "专项" in name
    ]
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))
