"""The main dialogues without a channel; ``tests.e2e.test_every_channel`` plays them on each."""

import pytest

from tests.bot.main_transcripts import WITHOUT_STAFF
from tests.playing import play
from tests.transcripts import Chat


@pytest.mark.parametrize("script", WITHOUT_STAFF.values(), ids=WITHOUT_STAFF)
def test_the_main_dialogues_go_as_written(chat: Chat, script: str) -> None:
    play(chat, script)


def test_a_transcript_that_is_wrong_fails(chat: Chat) -> None:
    for script in ("> 你好\n< 再见", "> 你好", "> 你好\n< …\n< …", "> 你好\n< …\n= [没有这个]"):
        with pytest.raises(AssertionError):
            play(chat, script)
