"""A web face without database or dialogue: a store in memory and a short scripted conversation."""

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from api.domain.errors import Invalid
from api.rate_limit import MemoryRateLimiter
from api.routes.services import WebServices
from api.settings import Settings
from bot.dialogue.turn import Card, CardRow, Choice, Inbound, Message, OutgoingDocument, Turn
from bot.handouts import HandedOut, Handouts
from bot.web_chats import Event, Exchange, OpenedChat
from knowledge.documents import Document, Tier
from knowledge.library import MemoryLibrary
from tests.fakes import FixedClock

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)

LAW = Document(
    key="charity-law",
    title="中华人民共和国慈善法",
    text=(
        "第一章　总则\n"
        "第一条　为了发展慈善事业，弘扬慈善文化，制定本法。\n"
        "第二章　慈善组织\n"
        "第二十二条　慈善组织开展公开募捐，应当取得公开募捐资格。\n"
        "依法登记满一年的慈善组织，可以申请公开募捐资格。\n"
    ),
    tier=Tier.OFFICIAL,
    source="https://example.org/charity-law",
    issuer="全国人民代表大会常务委员会",
    number="主席令第十六号",
    effective_from=date(2024, 9, 5),
)
DIGEST = Document(
    key="fund-digest",
    title="专项资金办法（转述）",
    text="# 专项资金\n## 一、比例\n资助不超过项目总投入的 30%。\n",
    tier=Tier.DIGEST,
    source="项目组整理",
    status_note="试行。",
)
OLD = Document(
    key="old-rule",
    title="旧办法",
    text="第一条　旧规定。",
    tier=Tier.PRESS,
    source="某报",
    effective_from=date(2010, 1, 1),
    effective_to=date(2020, 12, 31),
)


@dataclass
class MemoryWebChats:
    """A ChatStore that lives as long as the test."""

    tokens: dict[str, str] = field(default_factory=dict)
    exchanges: dict[str, list[Exchange]] = field(default_factory=dict)
    events: list[tuple[str, Event]] = field(default_factory=list)

    def open(self, at: datetime) -> OpenedChat:
        token, chat = secrets.token_urlsafe(32), secrets.token_hex(12)
        self.tokens[token] = chat
        return OpenedChat(token, chat)

    def find(self, token: str) -> str | None:
        return self.tokens.get(token)

    def close(self, chat: str) -> None:
        self.tokens = {token: kept for token, kept in self.tokens.items() if kept != chat}

    def history(self, chat: str) -> tuple[Exchange, ...]:
        return tuple(self.exchanges.get(chat, ()))

    def newest_event(self) -> int:
        return len(self.events)

    def events_after(self, chat: str, event: int) -> tuple[Event, ...]:
        return tuple(e for owner, e in self.events if owner == chat and e.id > event)

    def push(self, chat: str, turn: Turn, at: datetime = NOW) -> int:
        """The bot begins to speak."""
        event = Event(len(self.events) + 1, at, turn)
        self.events.append((chat, event))
        self.exchanges.setdefault(chat, []).append(Exchange(at, None, turn, event.id))
        return event.id


def citation(document: Document, quote: str, article: str | None) -> dict[str, object]:
    """The JSON of a citation of ``quote``."""
    start = document.text.index(quote)
    begins, ends = document.effective_from, document.effective_to
    return {
        "document": document.key,
        "title": document.title,
        "issuer": document.issuer,
        "number": document.number,
        "article": article,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
        "tier": document.tier.value,
        "effective_from": begins.isoformat() if begins else None,
        "effective_to": ends.isoformat() if ends else None,
        "score": 0.9,
    }


MENU = (Choice("d:report", "上报需求"), Choice("d:ask", "问政策"), Choice("d:mine", "我的上报"))
GREETING = Turn(
    (Message("您好，这里是山海桥，一个自动服务。可以上报当地需求，也可以询问政策。"),), MENU
)
PLACE = Turn((Message("需求在哪个地方？请写到县或乡镇。"),), asks="place", flow="report")
ITEMS = Turn(
    (Message("好的。需要什么，各要多少？"),),
    (Choice("f:back", "上一步"), Choice("f:cancel", "取消")),
    asks="items",
    flow="report",
)
EVIDENCE = Turn(
    (Message("有照片或文件可以说明情况吗？没有可以跳过。"),),
    (Choice("f:skip", "跳过"),),
    asks="evidence",
    flow="report",
    wants_file=True,
)
CARD = Card(
    "请核对上报内容",
    (
        CardRow("place", "地点", "云南省普洱市澜沧县木戛乡中心小学", "系统识别"),
        CardRow("items", "需要什么", "冬衣 200 套", "系统识别"),
        CardRow("budget_yuan", "预算", "50,000 元"),
        CardRow("deadline", "期限", "11月底前（2026-11-30）", "系统识别"),
        CardRow("beneficiaries", "受益对象", "", "待补"),
        CardRow("gap_yuan", "资金缺口", "", "待补"),
        CardRow("contact", "联系人", "", "待补"),
    ),
    "提交后由工作人员审核，结果会在这里告诉您。",
)
CONFIRM = Turn(
    (Message("内容齐了，请核对。要修改，可以点“改”，也可以直接说，例如“人数改成120”。", CARD),),
    (Choice("f:submit", "提交"), Choice("f:edit", "修改"), Choice("f:cancel", "取消")),
    asks="confirm",
    flow="report",
)
SUBMITTED = Turn(
    (Message("已提交，工单号 1001。工作人员审核后，会在这里告诉您结果。"),),
    (Choice("d:mine", "我的上报"),),
    ticket=1001,
)
ANSWER = Turn(
    (
        Message(
            "最相关的是《慈善法》第二十二条：\n"
            "“慈善组织开展公开募捐，应当取得公开募捐资格。”\n"
            "——《慈善法》第二十二条（官方原文）\n"
            "“资助不超过项目总投入的 30%。”\n"
            "以上是原文摘录，不是审批结论。",
            citations=(
                citation(LAW, "慈善组织开展公开募捐，应当取得公开募捐资格。", "第二十二条"),
                citation(DIGEST, "资助不超过项目总投入的 30%。", None),
            ),
        ),
    ),
    (Choice("d:ask", "再问一个"), Choice("d:report", "上报需求")),
)
LED_QUOTE = LAW.text[LAW.text.index("慈善组织开展") :].strip()
LED_BY = "依法登记满一年的慈善组织，可以申请公开募捐资格。"
LED = Turn(
    (
        Message(
            f"《慈善法》第二十二条规定：“{LED_BY}”\n“{LED_QUOTE}”\n"
            "——《慈善法》第二十二条（官方原文）\n以上是原文摘录，不是审批结论。",
            citations=(
                citation(LAW, LED_QUOTE, "第二十二条")
                | {"focus": [at := LAW.text.index(LED_BY), at + len(LED_BY)], "role": "referred"},
            ),
        ),
    ),
)
SHEET = OutgoingDocument("上报模板.csv", "text/csv", "sheet-1")
HANDED_OUT = Turn((Message("模板在这里。", document=SHEET),), MENU)
RETURNED = Turn(
    (Message("工单 1001 需要补充：受益对象。请告诉我有多少人受益。"),),
    (Choice("f:later", "稍后再补"),),
    asks="beneficiaries",
    flow="returned",
)

PHRASED_ASKED = "模型怎么说？"
PHRASED_LINE = "慈善组织开展公开募捐，应当取得公开募捐资格（《慈善法》第二十二条）。"
_QUOTATIONS = ANSWER.messages[0].text.partition("\n")[2].rpartition("\n")[0]
PHRASED = Turn(
    (
        Message(
            f"{PHRASED_LINE}\n"
            "依据转述，未见原文。资助不超过项目总投入的 30%（《专项资金办法（转述）》）。\n"
            f"{_QUOTATIONS}\n"
            "开头的话由语言模型根据这些原文归纳，以原文为准，不是审批结论。",
            citations=ANSWER.messages[0].citations,
        ),
    ),
    ANSWER.choices,
)

SCRIPT: Mapping[str, Turn] = {
    PHRASED_ASKED: PHRASED,
    "/start": GREETING,
    "d:report": PLACE,
    "木戛乡": ITEMS,
    "冬衣200套": EVIDENCE,
    "f:skip": CONFIRM,
    "f:submit": SUBMITTED,
    "公开募捐要什么资格？": ANSWER,
    "登记满几年？": LED,
    "模板": HANDED_OUT,
    "修改联系人": Turn((Message("可以找谁核实？"),), asks="contact", flow="report"),
    "修改期限": Turn((Message("新的期限是什么时候？"),), asks="deadline", flow="report"),
}


class ScriptedConversation:
    """Answers from ``SCRIPT``, each update once; ``慢`` takes a while, ``错`` breaks, and of
    ``PHRASED`` the first line is told before the rest."""

    def __init__(self, chats: MemoryWebChats) -> None:
        self._chats = chats
        self._lock = threading.Lock()
        self.seen: dict[str, Turn] = {}
        self.inbounds: list[Inbound] = []
        self.broken = False

    def handle(self, inbound: Inbound, hear: Callable[[str], None] = lambda _: None) -> Turn | None:
        with self._lock:
            if inbound.update in self.seen:
                return self.seen[inbound.update]
            if self.broken or inbound.text == "错":
                raise RuntimeError("the conversation broke")
            if inbound.text == "拒":
                raise Invalid("text", "这句话暂时不能处理。请换个说法。")
            if inbound.text == "静":
                return None
            if inbound.text == "慢":
                time.sleep(1.5)
            if inbound.text == PHRASED_ASKED:
                hear(PHRASED_LINE)
                time.sleep(1.5)
            turn = self._turn(inbound)
            self.seen[inbound.update] = turn
            self.inbounds.append(inbound)
            kept = inbound
            if inbound.file:
                kept = replace(inbound, file=replace(inbound.file, content=b""))
            self._chats.exchanges.setdefault(inbound.chat, []).append(
                Exchange(inbound.received_at, kept, turn)
            )
            return turn

    def _turn(self, inbound: Inbound) -> Turn:
        if inbound.file:
            return replace(CONFIRM, messages=(Message("文件收到了。"), *CONFIRM.messages))
        if inbound.location:
            return ITEMS
        said = inbound.text or inbound.choice or ""
        return SCRIPT.get(said, Turn((Message(f"收到：{said}"),), MENU))


@dataclass
class World:
    """The services and the parts a test looks into."""

    services: WebServices
    chats: MemoryWebChats
    conversation: ScriptedConversation
    clock: FixedClock

    def only_chat(self) -> str:
        """The one conversation there is."""
        (chat,) = self.chats.tokens.values()
        return chat


def make_world(
    settings: Settings | None = None, checks: Mapping[str, Callable[[], bool]] | None = None
) -> World:
    """A world to drive."""
    chats = MemoryWebChats()
    conversation = ScriptedConversation(chats)
    clock = FixedClock(NOW)
    library = MemoryLibrary()
    for document in (LAW, DIGEST, OLD):
        library.put(document, ())
    documents = Handouts(
        {
            "sheet": lambda person, one: HandedOut(
                SHEET.name, SHEET.media_type, f"{person},{one}".encode()
            )
        },
        lambda _, chat: f"person of {chat}" if chat in chats.tokens.values() else None,
    )
    services = WebServices(
        settings=settings or Settings(max_file_mb=1, public_url="http://testserver"),
        clock=clock,
        conversation=conversation,
        chats=chats,
        library=library,
        documents=documents,
        limiter=MemoryRateLimiter(),
        checks=checks or {"database": lambda: True},
        gauges={"outbox_waiting": lambda: 2.0},
        event_seconds=0.05,
    )
    return World(services, chats, conversation, clock)


def later(minutes: int) -> datetime:
    """Some time after ``NOW``."""
    return NOW + timedelta(minutes=minutes)
