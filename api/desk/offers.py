"""Offers (资源) as staff enter, change and withdraw them for an organisation."""

from dataclasses import dataclass

from api.desk.people import Staff
from api.domain.duties import Duty
from api.domain.errors import Invalid, NotFound
from api.domain.organisation import Offer
from api.domain.organisation_profile import Profile
from api.store import organisations
from api.store.database import Unit
from api.store.held_offers import put_offer, withdraw_offer
from api.store.offers import of_organisation

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class OfferPage:
    """An offer of an organisation, ``None`` for a new one."""

    profile: Profile
    offer: Offer | None


def offer_page(unit: Unit, organisation: str, key: str = "") -> OfferPage:
    """The offer to change, or the organisation that gets a new one.

    Raises:
        NotFound: there is no such organisation, or the offer is none of its.
    """
    profile = organisations.load(unit, organisation)
    return OfferPage(profile, _own(unit, organisation, key) if key else None)


def enter_offer(unit: Unit, staff: Staff, offer: Offer) -> Offer:
    """Store an offer; without a key it is a new one.

    Raises:
        NotFound: there is no such organisation, or the offer is none of its.
        Invalid: something is empty, too long or absurd.
        WrongMove: the organisation is suspended, or has too many offers.
    """
    staff.require(Duty.ADMIT_ORGANISATIONS)
    if offer.key:
        _own(unit, offer.organisation.key, offer.key)
    return put_offer(unit, offer, actor=staff.username)


def withdraw(unit: Unit, staff: Staff, organisation: str, key: str, why: str) -> None:
    """Take an offer away, saying why.

    Raises:
        NotFound: the offer is none of the organisation's.
        Invalid: no reason is given.
    """
    staff.require(Duty.ADMIT_ORGANISATIONS)
    why = why.strip()
    if not why or len(why) > LONGEST_REASON:
        raise Invalid("reason", f"请写明撤下的原因，最多 {LONGEST_REASON} 字。")
    withdraw_offer(unit, _own(unit, organisation, key), actor=staff.username, why=why)


def _own(unit: Unit, organisation: str, key: str) -> Offer:
    for offer in of_organisation(unit, organisation):
        if offer.key == key:
            return offer
    raise NotFound("没有找到这项资源，可能已经撤下。请从机构页面打开。")
