"""What the channel remembers of the buttons it has shown."""

from bot.dialogue.turn import Choice
from bot.texts import Language, speaking
from bot.wecom.shown import ShownChoices


def test_a_button_says_what_was_chosen_until_many_others_were_shown() -> None:
    shown = ShownChoices()
    shown.show("li", (Choice("a", "是"), Choice("b", "否")))
    shown.show("li", (Choice("a", "同意"),))
    assert (shown.chosen("li", "a"), shown.chosen("li", "b")) == ("已选：同意", "已选：否")
    assert shown.chosen("wang", "a") == "已收到", "each chat has its own"
    shown.show("li", (Choice(str(number), "x") for number in range(60)))
    assert shown.chosen("li", "a") == "已收到"


def test_chats_long_silent_are_forgotten() -> None:
    shown = ShownChoices()
    for chat in range(10_001):
        shown.show(str(chat), (Choice("a", "是"),))
    assert (shown.chosen("0", "a"), shown.chosen("10000", "a")) == ("已收到", "已选：是")


def test_it_is_said_in_the_language_of_the_chat() -> None:
    shown = ShownChoices()
    with speaking(Language.ENGLISH):
        shown.show("li", (Choice("a", "Yes"),))
    assert shown.chosen("li", "a") == "Chosen: Yes"
