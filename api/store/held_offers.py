"""What a person may do with offers in one turn; implements ``bot.offer_ports.Offers``."""

import secrets
from dataclasses import replace

from api.domain.errors import NotFound, WrongMove
from api.domain.organisation import Offer, check_offer
from api.domain.organisation_profile import OrganisationAct, OrganisationState
from api.store import offers, organisations
from api.store.database import Unit
from api.store.held_organisations import NOT_A_MEMBER

MOST = 50  # offers of one organisation


class SqlOffers:
    """``bot.offer_ports.Offers`` over one unit."""

    def __init__(self, unit: Unit, person: str) -> None:
        """For ``person``, who writes in this unit."""
        self._unit = unit
        self._person = person

    def mine(self) -> tuple[Offer, ...]:
        """See ``Offers.mine``."""
        keys = (one.organisation.key for one in organisations.memberships(self._unit, self._person))
        return tuple(offer for key in keys for offer in offers.of_organisation(self._unit, key))

    def one(self, key: str) -> Offer:
        """See ``Offers.one``."""
        for offer in self.mine():
            if offer.key == key:
                return offer
        raise NotFound(
            "这项资源不在您的机构名下，或者已经撤下。发“我的资源”可以看到现有的。",
            misuse=(NOT_A_MEMBER, key),
        )

    def put(self, offer: Offer) -> Offer:
        """See ``Offers.put``."""
        held = organisations.memberships(self._unit, self._person)
        if all(one.organisation.key != offer.organisation.key for one in held):
            raise NotFound(
                "您现在不是这家机构的成员。发“我的机构”可以看到您的机构。",
                misuse=(NOT_A_MEMBER, offer.organisation.key),
            )
        if offer.key:
            self.one(offer.key)
        return put_offer(self._unit, offer, actor=self._person)

    def withdraw(self, key: str) -> Offer:
        """See ``Offers.withdraw``."""
        offer = self.one(key)
        withdraw_offer(self._unit, offer, actor=self._person)
        return offer


def put_offer(unit: Unit, offer: Offer, *, actor: str) -> Offer:
    """Store an offer of an organisation, in its history too; without a key it is a new one.

    Raises:
        NotFound: there is no such organisation.
        Invalid: something is empty, too long or absurd.
        WrongMove: the organisation is suspended, or has too many offers.
    """
    check_offer(offer)
    owner = organisations.load(unit, offer.organisation.key)
    if owner.state is OrganisationState.SUSPENDED:
        raise WrongMove(f"“{owner.name}”已被暂停，不能登记或修改资源。有疑问请找工作人员。")
    if offer.key:
        standing = (o for o in offers.of_organisation(unit, owner.key) if o.key == offer.key)
        offer = next((one.restated(offer) for one in standing), offer)
    else:
        if len(offers.of_organisation(unit, owner.key)) >= MOST:
            raise WrongMove(f"“{owner.name}”已登记 {MOST} 项资源。请先撤下不用的，再登记新的。")
        offer = replace(offer, key=f"{owner.key}-{secrets.token_hex(3)}")
    offers.put(unit, offer)
    organisations.note_act(unit, owner, OrganisationAct.OFFERED, actor=actor, note=offer.title)
    return offer


def withdraw_offer(unit: Unit, offer: Offer, *, actor: str, why: str = "") -> None:
    """Take an offer away; the history of its organisation keeps what it was.

    Raises:
        NotFound: there is no such organisation.
    """
    owner = organisations.load(unit, offer.organisation.key)
    offers.withdraw(unit, offer.key)
    note = f"{offer.title}：{why}" if why else offer.title
    organisations.note_act(unit, owner, OrganisationAct.WITHDRAWN, actor=actor, note=note)
