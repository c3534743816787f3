"""我的机构: what a person acts for, its members, invitations, and leaving it."""

from dataclasses import replace

from api.clock import SHANGHAI
from api.domain.invitation import shown
from api.domain.membership import Membership, Role
from api.domain.organisation_profile import Profile
from bot import texts
from bot.dialogue.buttons import DeskButton
from bot.dialogue.turn import Card, CardRow, Choice, Message, Turn
from bot.dialogue.values import money
from bot.entrances import Door
from bot.exchange import Exchange, pending, said, then_pending
from bot.organisations.invitation_picture import invitation_document


def my_organisations(exchange: Exchange) -> Turn:
    """我的机构: the only one at once, else which is asked."""
    mine = exchange.tx.organisations.mine()
    if not mine:
        turn = Turn(
            (Message(texts.NO_ORGANISATION),),
            (_register(),),
        )
        return then_pending(exchange, turn)
    if len(mine) == 1:
        return shown_organisation(exchange, mine[0].organisation.key)
    lines = [texts.ORGANISATIONS_HELD, *(_line(one) for one in mine)]
    choices = tuple(
        _button("org", one.organisation.key, short(one.organisation.name)) for one in mine
    )
    turn = Turn(
        (Message("\n".join(lines)),),
        (*choices, _register()),
    )
    return then_pending(exchange, turn)


def shown_organisation(exchange: Exchange, key: str) -> Turn:
    """One of them: its profile as a card, and what can be done."""
    profile = exchange.tx.organisations.profile(key)
    owner = _part(exchange, key).is_owner
    state = texts.ORGANISATION_STANDS[profile.state]
    sentence = state.format(note=profile.note or texts.NO_REASON)
    if profile.is_verified:
        link = exchange.entrances.page(f"/organisations/{key}")
        sentence = f"{sentence}\n{texts.PUBLIC_PAGE.format(link=link)}"
    choices = [
        _button("suits", key, texts.SEE_SUITING),
        _button("orgedit", key, texts.CHANGE_PROFILE),
        _button("members", key, texts.SEE_MEMBERS),
        _button("offers", "", texts.MENU_OFFERS),
        _button("apply", "", texts.MENU_APPLY),
    ]
    if owner:
        choices.append(_button("orginvite", key, texts.INVITE_MEMBER))
    choices.append(_button("orgleave", key, texts.LEAVE_ORGANISATION))
    return then_pending(exchange, Turn((Message(sentence, _card(profile)),), tuple(choices)))


def members_shown(exchange: Exchange, key: str) -> Turn:
    """Who acts for it: roles and since when, no names; owners may remove or promote."""
    profile = exchange.tx.organisations.profile(key)
    part = _part(exchange, key)
    lines = [texts.MEMBERS.format(name=profile.name)]
    choices = []
    for member in exchange.tx.organisations.members(key):
        me = member.person == exchange.tx.person
        lines.append(
            texts.MEMBER_LINE.format(
                ordinal=member.ordinal,
                role=texts.ROLES[member.role],
                since=f"{member.since.astimezone(SHANGHAI):%Y-%m-%d}",
                me=texts.MEMBER_IS_YOU if me else "",
            )
        )
        if part.is_owner and not me:
            place = f"{key}-{member.mark}"
            choices.append(
                _button("remove", place, texts.REMOVE_MEMBER.format(ordinal=member.ordinal))
            )
            if member.role is Role.MEMBER:
                choices.append(
                    _button("promote", place, texts.MAKE_OWNER.format(ordinal=member.ordinal))
                )
    if part.is_owner:
        choices.append(_button("orginvite", key, texts.INVITE_MEMBER))
        choices.append(_button("uninvite", key, texts.REVOKE_INVITATIONS))
    return then_pending(exchange, Turn((Message("\n".join(lines)),), tuple(choices)))


def member_invited(exchange: Exchange, key: str) -> Turn:
    """A code for one more member, with the links that open the chat with it."""
    ours = exchange.tx.organisations
    invite = ours.invite(key, Role.MEMBER)
    names = {Door.WEB: texts.LINK_WEB, Door.TELEGRAM: texts.LINK_TELEGRAM}
    links = "".join(
        texts.HAND_OVER_LINK.format(where=names[door], link=link)
        for door, link in exchange.entrances.links(invite.code).items()
    )
    sentence = texts.MEMBER_CODE.format(
        name=ours.profile(key).name,
        until=f"{invite.expires_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        code=shown(invite.code),
        links=links,
    )
    shown_to_scan = Message(sentence, document=invitation_document(invite.code))
    return then_pending(exchange, Turn((shown_to_scan,)))


def invitations_revoked(exchange: Exchange, key: str) -> Turn:
    """撤回邀请: every code that was not used is void."""
    count = exchange.tx.organisations.revoke(key)
    sentence = texts.INVITATIONS_REVOKED if count else texts.NO_OPEN_INVITATION
    return said(pending(exchange), sentence.format(count=count))


def removal_asked(exchange: Exchange, place: str) -> Turn:
    """移除成员: asked once."""
    key, _, mark = place.rpartition("-")
    name = exchange.tx.organisations.profile(key).name
    found = (one for one in exchange.tx.organisations.members(key) if one.mark == mark)
    member = next(found, None)
    if member is None:
        return members_shown(exchange, key)
    yes = _button("removed", place, texts.REMOVE_YES)
    exchange.session = replace(exchange.session, yes_means=yes.code)
    sentence = texts.REMOVE_SURE.format(ordinal=member.ordinal, name=name)
    return Turn((Message(sentence),), (yes, _button("members", key, texts.REMOVE_NO)))


def member_removed(exchange: Exchange, place: str) -> Turn:
    """The member is out; the list as it is now."""
    key, _, mark = place.rpartition("-")
    exchange.tx.organisations.remove(key, mark)
    return said(members_shown(exchange, key), texts.MEMBER_REMOVED)


def member_promoted(exchange: Exchange, place: str) -> Turn:
    """The member is an owner from now on."""
    key, _, mark = place.rpartition("-")
    exchange.tx.organisations.promote(key, mark)
    return said(members_shown(exchange, key), texts.MEMBER_PROMOTED)


def leaving_asked(exchange: Exchange, key: str) -> Turn:
    """退出机构: asked once."""
    profile = exchange.tx.organisations.profile(key)
    yes = _button("orgleft", key, texts.LEAVE_YES)
    exchange.session = replace(exchange.session, yes_means=yes.code)
    sentence = texts.LEAVE_SURE.format(name=profile.name)
    return Turn((Message(sentence),), (yes, _button("org", key, texts.LEAVE_NO)))


def organisation_left(exchange: Exchange, key: str) -> Turn:
    """They act for it no more."""
    name = exchange.tx.organisations.profile(key).name
    exchange.tx.organisations.leave(key)
    return said(pending(exchange), texts.ORGANISATION_LEFT.format(name=name))


def _register() -> Choice:
    return _button("register", "", texts.REGISTER_ORGANISATION)


def _part(exchange: Exchange, key: str) -> Membership:
    mine = exchange.tx.organisations.mine()
    return next(one for one in mine if one.organisation.key == key)


def _line(one: Membership) -> str:
    return texts.ORGANISATION_LINE.format(
        name=one.organisation.name,
        role=texts.ROLES[one.role],
        state=texts.ORGANISATION_STATES[one.state],
    )


def _card(profile: Profile) -> Card:
    details, own = profile.details, profile.organisation
    comma = texts.LIST_COMMA
    rating = details.rating
    if rating and details.rating_year:
        rating = texts.OF_YEAR.format(value=rating, year=details.rating_year)
    values = {
        "credit_code": own.credit_code or "",
        "name": own.name,
        "focus": comma.join(texts.CATEGORY_NAMES[code] for code in details.focus),
        "areas": comma.join(str(area) for area in details.areas) or texts.EVERYWHERE,
        "served": details.beneficiaries,
        "capacity_yuan": money(details.capacity_yuan) if details.capacity_yuan else "",
        "review": texts.REVIEW_NAMES[details.review] if details.review else "",
        "rating": rating,
    }
    rows = (CardRow(slot, texts.FIELD_NAMES[slot], value) for slot, value in values.items())
    return Card(f"{own.name}（{own.kind}）", tuple(rows))


def short(name: str) -> str:
    """A name that fits on a button."""
    return name if len(name) <= 20 else f"{name[:19]}…"


def _button(verb: str, argument: str, text: str) -> Choice:
    return Choice(DeskButton(verb, argument).code, text)
