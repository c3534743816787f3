"""Policy texts by the hundred, each article with words of its own; and somebody who asks on."""

import random
import threading
import time
from pathlib import Path
from types import TracebackType

import httpx

from tests.e2e.chat_client import Chat

SYLLABLES = (
    "救助申请审核公示登记备案募捐财产资格档案补贴安置"
    "评估监督志愿孤儿水利道路校舍卫生护理培训就业预算审计信托"
)
TREES = "松柏杨柳桂桑榆槐梅杏桃李枣榴橘柿栗椿樟枫"
QUESTIONS = (
    "公开募捐需要什么资格",
    "企业公益性捐赠能在税前扣多少",
    "低保家庭怎么申请临时救助",
    "志愿者受伤谁来赔",
    "慈善信托怎么备案",
    "基金会每年至少要花多少钱",
)
CHATS = 8  # a chat may say 30 things a minute
PAUSE_SECONDS = 0.25


def write_texts(folder: Path, articles: int, each: int = 100) -> None:
    """Files of ``each`` articles about nothing in particular, ``articles`` in all."""
    folder.mkdir(parents=True)
    chance = random.Random(articles)
    for at in range(articles // each):
        lines = [f"# {title(at)}", "", "2024年3月1日 某县人民政府公布", ""]
        for number in range(1, each + 1):
            words = "、".join("".join(chance.sample(SYLLABLES, 3)) for _ in range(12))
            lines += [f"第{number}条 本县办理{words}，按第{at}号第{number}项的规定执行。", ""]
        (folder / f"{at:04}.md").write_text("\n".join(lines), encoding="utf-8")


def title(at: int) -> str:
    """The title of a text, by its number."""
    return f"{TREES[at // len(TREES)]}{TREES[at % len(TREES)]}县慈善办法"


class Asking:
    """Asks one question after the other while its block runs; ``milliseconds`` of each answer,
    and what went wrong."""

    def __init__(self, base: str) -> None:
        """Ask the service at ``base``."""
        self.milliseconds: list[float] = []
        self.wrong: list[str] = []
        self._base = base
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def __enter__(self) -> "Asking":
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Stop after the question that is being answered."""
        self._stop.set()
        self._thread.join(60)

    def _ask(self) -> None:
        with httpx.Client(base_url=self._base, trust_env=False, timeout=60) as client:
            chats = [Chat.open(client) for _ in range(CHATS)]
            asked = 0
            while not self._stop.wait(PAUSE_SECONDS):
                question = f"{QUESTIONS[asked % len(QUESTIONS)]}，请问{asked}"
                self._once(chats[asked % CHATS], question)
                asked += 1

    def _once(self, chat: Chat, question: str) -> None:
        began = time.perf_counter()
        try:
            answer = chat.post({"text": question})
        except httpx.HTTPError as error:
            self.wrong.append(f"{question}: {error!r}")
            return
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        cited = answer.status_code == 200 and any(
            message.get("citations") for message in answer.json()["turn"]["messages"]
        )
        if not cited:
            self.wrong.append(f"{question}: {answer.status_code} {answer.text[:300]}")
