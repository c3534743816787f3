"""What the buttons and the typed words about organisations do."""

import re
from collections.abc import Callable
from functools import partial

from bot import texts
from bot.commands import Command
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Choice, Message, Turn
from bot.exchange import Exchange
from bot.organisations import mine, offering
from bot.organisations.joining import joined_by, not_joined
from bot.organisations.registering import changing_profile, registering
from bot.organisations.suiting import suited

MENU: dict[str, Callable[[Exchange], Turn]] = {
    "orgs": mine.my_organisations,
    "register": registering,
    "nojoin": not_joined,
    "offers": offering.my_offers,
    "offernew": offering.registering_offer,
}
# Those whose argument is the key of an organisation, or that and a member's place in it.
MARKED: dict[str, Callable[[Exchange, str], Turn]] = {
    "org": mine.shown_organisation,
    "orgedit": changing_profile,
    "suits": suited,
    "members": mine.members_shown,
    "orginvite": mine.member_invited,
    "uninvite": mine.invitations_revoked,
    "orgleave": mine.leaving_asked,
    "orgleft": mine.organisation_left,
    "remove": mine.removal_asked,
    "removed": mine.member_removed,
    "promote": mine.member_promoted,
    "offernew": offering.offer_begun,
    "offerone": offering.offer_shown,
    "offeredit": offering.changing_offer,
    "offergone": offering.withdrawal_asked,
    "offerdrop": offering.offer_withdrawn,
}
NUMBERED: dict[str, Callable[[Exchange, int], Turn]] = {"join": joined_by}


def _of_which(exchange: Exchange, verb: str) -> Turn:
    """What was typed, of the only organisation; of several it is asked which."""
    held = exchange.tx.organisations.mine()
    if len(held) == 1:
        return MARKED[verb](exchange, held[0].organisation.key)
    if not held:
        return mine.my_organisations(exchange)
    choices = tuple(
        Choice(DeskButton(verb, one.organisation.key).code, mine.short(one.organisation.name))
        for one in held
    )
    return Turn((Message(texts.WHICH_ORGANISATION),), choices)


WORDS: dict[Command, Callable[[Exchange], Turn]] = {
    Command.ORGANISATIONS: mine.my_organisations,
    Command.REGISTER: registering,
    Command.CHANGE_PROFILE: partial(_of_which, verb="orgedit"),
    Command.MEMBERS: partial(_of_which, verb="members"),
    Command.INVITE_MEMBER: partial(_of_which, verb="orginvite"),
    Command.UNINVITE: partial(_of_which, verb="uninvite"),
    Command.LEAVE_ORGANISATION: partial(_of_which, verb="orgleave"),
    Command.OFFERS: offering.my_offers,
    Command.REGISTER_OFFER: offering.registering_offer,
}


_NAMED = re.compile(r"(?P<remove>移除)?把?成员(?P<ordinal>[0-9]{1,3})(?P<promote>设为负责人)?")


def member_named(exchange: Exchange, text: str) -> Turn | None:
    """移除成员2, 成员2设为负责人, typed; ``None`` for all else."""
    named = _NAMED.fullmatch("".join(text.split()))
    if named is None or not (named["remove"] or named["promote"]):
        return None
    owned = [one.organisation.key for one in exchange.tx.organisations.mine() if one.is_owner]
    if len(owned) != 1:
        return mine.my_organisations(exchange)
    act = mine.removal_asked if named["remove"] else mine.member_promoted
    for member in exchange.tx.organisations.members(owned[0]):
        if member.ordinal == int(named["ordinal"]):
            return act(exchange, f"{owned[0]}-{member.mark}")
    return mine.members_shown(exchange, owned[0])


_OF_OFFER = re.compile(r"(?P<act>查看|看|修改|撤下|撤回|删除)资源(?P<ordinal>[0-9]{1,3})")
_OFFER_ACTS: dict[str, Callable[[Exchange, str], Turn]] = {
    "查看": offering.offer_shown,
    "看": offering.offer_shown,
    "修改": offering.changing_offer,
    "撤下": offering.withdrawal_asked,
    "撤回": offering.withdrawal_asked,
    "删除": offering.withdrawal_asked,
}


def offer_named(exchange: Exchange, text: str) -> Turn | None:
    """修改资源2, 撤下资源2, typed; ``None`` for all else."""
    named = _OF_OFFER.fullmatch("".join(text.split()))
    if named is None:
        return None
    held = exchange.tx.offers.mine()
    place = int(named["ordinal"])
    if not 1 <= place <= len(held):
        return offering.my_offers(exchange)
    return _OFFER_ACTS[named["act"]](exchange, held[place - 1].key)
