"""语言: the language of the interface, chosen by the person and kept with their session."""

from dataclasses import replace

from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, pending, said, then_pending
from bot.texts import Language

SPEAK = "speak"  # the verb of the buttons
_TAGS = {"hans": Language.SIMPLIFIED, "hant": Language.TRADITIONAL, "en": Language.ENGLISH}


def asked_language(exchange: Exchange) -> Turn:
    """Which language? Each button names its own."""
    choices = tuple(
        Choice(DeskButton(SPEAK, tag).code, texts.LANGUAGE_NAMES[language])
        for tag, language in _TAGS.items()
    )
    return then_pending(exchange, Turn((Message(texts.WHICH_LANGUAGE),), choices))


def english() -> Choice:
    """For those who wrote in another language than Chinese."""
    return Choice(DeskButton(SPEAK, "en").code, texts.LANGUAGE_NAMES[Language.ENGLISH])


def chosen_language(exchange: Exchange, tag: str) -> Turn:
    """From now on everything is said in that language, the pending question first."""
    language = _TAGS.get(tag)
    if language is None:
        return said(pending(exchange), texts.UNKNOWN_BUTTON)
    exchange.session = replace(exchange.session, language=language)
    with texts.speaking(language):
        name = texts.LANGUAGE_NAMES[language]
        return said(pending(exchange), texts.LANGUAGE_CHOSEN.format(name=name))
