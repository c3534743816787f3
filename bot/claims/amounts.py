"""Money and things of a claim as people read them, in the language of the person."""

from api.domain.claimable import Claimable
from bot import texts
from bot.dialogue.values import item, money


def amounts_shown(amounts: Claimable) -> str:
    """5万元、冬衣 200套; empty for nothing."""
    parts = [money(amounts.money)] if amounts.money else []
    parts += [
        item({"name": one.name, "quantity": one.quantity, "unit": one.unit})
        for one in amounts.things
    ]
    return str(texts.LIST_COMMA).join(parts)
