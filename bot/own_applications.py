"""我的申报: where the applications of one's organisations stand."""

from api.clock import SHANGHAI
from bot import texts
from bot.application_ports import ApplicationSeen
from bot.commands import plain
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange, then_pending

VERB = "applications"
_LISTED = 10
_WORDS = frozenset(
    [
        "我的申报",
        "我们的申报",
        "申报进展",
        "申报进度",
        "申报列表",
        "查申报",
        "看申报",
        "查申报进度",
        "申报怎么样了",
        "申报到哪一步了",
        "我的申报怎么样了",
        "我们的申报怎么样了",
        "myapplications",
        "/applications",
    ]
)


def about_application(exchange: Exchange, text: str) -> Turn | None:
    """我的申报, typed; ``None`` for all else."""
    return own_applications(exchange) if plain(text) in _WORDS else None


def own_applications(exchange: Exchange) -> Turn:
    """Each with its stage and since when; whoever acts for no organisation is told how to."""
    mine = exchange.tx.applications.mine()
    if not mine:
        orgs = Choice(DeskButton("orgs").code, texts.MENU_ORGANISATIONS)
        return then_pending(exchange, Turn((Message(texts.NO_APPLICATIONS),), (orgs,)))
    lines = [texts.APPLICATIONS.format(count=len(mine)), *map(_line, mine[:_LISTED])]
    return then_pending(exchange, Turn((Message("\n".join(lines)),)))


def _line(one: ApplicationSeen) -> str:
    sentence = texts.APPLICATION_LINES[one.standing]
    return sentence.format(
        code=one.code,
        title=one.title,
        organisation=one.organisation,
        stage=one.stage,
        day=one.since.astimezone(SHANGHAI).date(),
        note=one.note,
    )


def applications_button() -> Choice:
    """Leads to the list."""
    return Choice(DeskButton(VERB).code, texts.MENU_APPLICATIONS)
