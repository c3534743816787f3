"""The words of the chat pages in the language a person chose, for the templates and scripts."""

from typing import Any

from bot import texts
from bot.texts import Language, speaking

LANGUAGE_COOKIE = "language"  # set by the page's script; only the page around the chat follows it


def chat_words(tag: str | None) -> dict[str, Any]:
    """``lang``, ``words`` and ``plain`` for a template; Simplified for a tag nobody knows."""
    languages = {language.value: language for language in Language}
    language = languages.get(tag or "", Language.SIMPLIFIED)
    with speaking(language):
        words = texts.CHAT_PAGE | {"change_field": texts.CHANGE_FIELD}
        return {"lang": language.value, "words": words, "plain": texts.PLAIN_PAGE}
