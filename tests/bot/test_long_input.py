"""Texts made to take long: each message of 4,000 characters is answered in less than a second."""

from time import process_time

import pytest

from tests.bot.report_script import ANSWERS
from tests.transcripts import Chat

LONGEST = 4_000  # what a channel lets through
SEEDS = (
    "1", "１", "一", "1,", "1.", "-1", "e1", "了e1", "合计", "预算5万元", "下周一1", "0", "138",
    "学生120名", "11月底前", "2026-", "县", "省", "第一条", "，1", "我", "\n", "😀", "人数改成",
)  # fmt: skip
SECONDS = 1.0
STEPS = ANSWERS.strip().removeprefix("> ").split("\n> ")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_long_first_message_is_answered_soon(chat: Chat, seed: str) -> None:
    begun = process_time()
    chat.say(("木戛乡中心小学需要冬衣。" + seed * LONGEST)[:LONGEST])
    chat.say("同意")
    assert process_time() - begun < SECONDS


@pytest.mark.parametrize("given", range(len(STEPS)))
@pytest.mark.parametrize("seed", ["合计", "e1", "预算5万元"])
def test_a_long_answer_is_answered_soon_at_every_step(
    reporter: Chat, given: int, seed: str
) -> None:
    for answer in STEPS[:given]:
        reporter.follow(f"> {answer}")
    begun = process_time()
    reporter.say((seed * LONGEST)[:LONGEST])
    assert process_time() - begun < SECONDS
