"""A chat with the bot over a ledger in memory."""

import pytest

from knowledge.places.gazetteer import Gazetteer
from tests.rule_book import shipped_rules
from tests.transcripts import Chat


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture
def chat(gazetteer: Gazetteer) -> Chat:
    return Chat(gazetteer, rules=shipped_rules())


@pytest.fixture
def reporter(chat: Chat) -> Chat:
    """A person who has agreed to the consent notice and is asked the first question."""
    chat.say("上报需求")
    chat.tap("同意")
    return chat
