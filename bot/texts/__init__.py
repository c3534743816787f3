"""Every sentence the conversation says, in one place and in the language of the person.

``texts.NAME`` is looked up when it is said: never keep one in a constant or a default. The
sentences stand in ``simplified`` by theme, their translations in ``english`` under the same
names; ``traditional`` derives its own. Whoever runs the service may have reworded some
(``in_force``). Questions stand in ``bot.dialogue.flows``.
"""

from typing import TYPE_CHECKING, Any

from bot.texts.language import Language, speaking, spoken

if TYPE_CHECKING:  # for the reader and the type checker: which names there are
    from bot.texts.simplified.about import *  # noqa: F403
    from bot.texts.simplified.applications import *  # noqa: F403
    from bot.texts.simplified.applying import *  # noqa: F403
    from bot.texts.simplified.asking import *  # noqa: F403
    from bot.texts.simplified.batch import *  # noqa: F403
    from bot.texts.simplified.buttons import *  # noqa: F403
    from bot.texts.simplified.cards import *  # noqa: F403
    from bot.texts.simplified.charts import *  # noqa: F403
    from bot.texts.simplified.chat_page import *  # noqa: F403
    from bot.texts.simplified.claims import *  # noqa: F403
    from bot.texts.simplified.documents import *  # noqa: F403
    from bot.texts.simplified.drafts import *  # noqa: F403
    from bot.texts.simplified.eligibility import *  # noqa: F403
    from bot.texts.simplified.followup import *  # noqa: F403
    from bot.texts.simplified.languages import *  # noqa: F403
    from bot.texts.simplified.limits import *  # noqa: F403
    from bot.texts.simplified.linking import *  # noqa: F403
    from bot.texts.simplified.market import *  # noqa: F403
    from bot.texts.simplified.mergers import *  # noqa: F403
    from bot.texts.simplified.names import *  # noqa: F403
    from bot.texts.simplified.notices import *  # noqa: F403
    from bot.texts.simplified.offers import *  # noqa: F403
    from bot.texts.simplified.opening import *  # noqa: F403
    from bot.texts.simplified.organisations import *  # noqa: F403
    from bot.texts.simplified.overlap import *  # noqa: F403
    from bot.texts.simplified.picking import *  # noqa: F403
    from bot.texts.simplified.policy import *  # noqa: F403
    from bot.texts.simplified.posts import *  # noqa: F403
    from bot.texts.simplified.remarks import *  # noqa: F403
    from bot.texts.simplified.reporting import *  # noqa: F403
    from bot.texts.simplified.subscriptions import *  # noqa: F403
    from bot.texts.simplified.telegram import *  # noqa: F403
    from bot.texts.simplified.tickets import *  # noqa: F403
    from bot.texts.simplified.wecom import *  # noqa: F403
    from bot.texts.simplified.with_staff import *  # noqa: F403
    from bot.texts.simplified.work import *  # noqa: F403

__all__ = ["Language", "speaking", "spoken"]


if not TYPE_CHECKING:  # else a misspelt name would pass

    def __getattr__(name: str) -> Any:
        if not name.isupper():
            raise AttributeError(name)
        from bot.texts.in_force import IN_FORCE  # noqa: PLC0415  # it imports this package

        try:
            return IN_FORCE.of(spoken())[name]
        except KeyError:
            raise AttributeError(f"no text is named {name}") from None
