"""What people are told when tickets are merged (合并) and parted again. Neither reporter learns who
the other one is: the sentences are fixed, and what staff wrote stays with staff."""

from api.domain.merging import MergeNews, Told
from api.domain.ticket import TicketStatus
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.dialogue.values import labels
from bot.notices import see_ticket


def merge_turn(news: MergeNews) -> Turn:
    """The turn for one person of ``news.ticket``."""
    ticket = news.ticket
    sentence = _sentence(news).format(
        number=ticket.number,
        title=ticket.need.title,
        other=news.other,
        status=texts.STATUS_NAMES[ticket.status],
    )
    returned = news.told is Told.ALONE and news.own and ticket.status is TicketStatus.RETURNED
    lines = [sentence]
    choices: tuple[Choice, ...] = (see_ticket(ticket.number),)
    if returned:
        lines.append(texts.STILL_RETURNED.format(labels=labels(ticket.returned_fields)))
        supply = Choice(DeskButton("supply", str(ticket.number)).code, texts.SUPPLY)
        choices = (supply, *choices)
    if news.told is Told.GOES_ON:
        choices = (see_ticket(news.other),)
    return Turn((Message("\n".join(lines)),), choices)


def _sentence(news: MergeNews) -> str:
    match news.told:
        case Told.GOES_ON:
            return texts.MERGED if news.own else texts.JOINED_MERGED
        case Told.ALONE:
            return texts.PARTED if news.own else texts.JOINED_PARTED
        case Told.CAME:
            return texts.MERGED_WITH_YOURS
        case Told.LEFT:
            return texts.PARTED_FROM_YOURS
