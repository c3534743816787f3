"""Why an offer fits a need, or fails a hard rule, in sentences for staff and organisations."""

from decimal import Decimal

from api.domain.category import Category
from api.domain.match_data import match_data
from api.domain.need import Need
from api.domain.organisation import Offer

ALIKE = 0.5  # share of the shorter name's characters that both names must have
SHOWN_AREAS = 3
LEVEL_NAMES = {"county": "所在的县", "prefecture": "所在的州市", "province": "所在的省级地区"}


def reasons(need: Need, offer: Offer) -> tuple[str, ...]:
    """What speaks for the offer, the weightiest first."""
    found = (_category(need, offer), _area(need, offer), _things(need, offer), _money(need, offer))
    return tuple(reason for reason in found if reason)


def failures(need: Need, offer: Offer) -> tuple[str, ...]:
    """The hard rules the offer fails; empty when it may help."""
    found = []
    if need.category is not None and not _fits_category(need, offer):
        labels = "、".join(category.label for category in offer.categories)
        found.append(f"服务类别是{labels}，不含“{need.category.label}”。")
    if offer.areas and not any(area.fit(need.place) for area in offer.areas):
        found.append(f"服务地区是{_areas(offer)}，不含{need.place}。")
    return tuple(found)


def _is_general(offer: Offer) -> bool:
    return not offer.categories or Category.OTHER in offer.categories


def _fits_category(need: Need, offer: Offer) -> bool:
    if need.category in (None, Category.OTHER) or _is_general(offer):
        return True
    return need.secondary_category in offer.categories or _near(need, offer) is not None


def _near(need: Need, offer: Offer) -> Category | None:
    """The offer's category nearest to the need's; ``None`` when none is near."""
    data, wanted = match_data(), need.category or Category.OTHER
    near = max(offer.categories, key=lambda one: data.nearness(one, wanted), default=None)
    return near if near is not None and data.nearness(near, wanted) > 0 else None


def _category(need: Need, offer: Offer) -> str | None:
    for category, role in ((need.category, "需求类别"), (need.secondary_category, "次要类别")):
        if category is not None and category in offer.categories:
            return f"服务类别包括“{category.label}”，与{role}一致。"
    if _is_general(offer):
        return "综合类项目，不限定需求类别。"
    near = _near(need, offer)
    if near is None or need.category is None:
        return None
    return f"服务类别包括“{near.label}”，与需求类别“{need.category.label}”相近。"


def _area(need: Need, offer: Offer) -> str | None:
    if not offer.areas:
        return "没有限定服务地区。"
    fits = {area.fit(need.place): area for area in reversed(offer.areas)}
    for level in ("county", "prefecture", "province"):
        if level in fits:
            return f"服务地区包括{fits[level]}，是需求{LEVEL_NAMES[level]}。"
    if "unknown" in fits and need.place.province is not None:
        return f"服务地区包括{fits['unknown']}，请核对需求是否在那里。"
    return None


def _things(need: Need, offer: Offer) -> str | None:
    for item in need.items:
        for service in offer.services:
            if _alike(item.name, service):
                return f"提供“{service}”，与所需的“{item.name}”相近。"
    return None


def _money(need: Need, offer: Offer) -> str | None:
    amount = need.gap_yuan if need.gap_yuan is not None else need.budget_yuan
    if amount is None or offer.most_yuan is None:
        return None
    most = money(offer.most_yuan)
    if offer.least_yuan is not None and amount < offer.least_yuan:
        return f"单项支持从 {money(offer.least_yuan)}起，高于所需的 {money(amount)}。"
    if amount <= offer.most_yuan:
        return f"单项支持最多 {most}，可以覆盖所需的 {money(amount)}。"
    return f"单项支持最多 {most}，可以覆盖所需 {money(amount)}的一部分。"


def money(yuan: Decimal) -> str:
    """An amount as people say it: 5 万元, 3,200 元."""
    if yuan >= 10_000:
        return f"{(yuan / 10_000).quantize(Decimal('0.01')).normalize():f} 万元"
    return f"{yuan.normalize():,f} 元"


def _alike(one: str, other: str) -> bool:
    """Whether two names of things share most of the shorter one's characters."""
    mine, theirs = set(one), set(other)
    shorter = min(len(mine), len(theirs))
    return shorter > 1 and len(mine & theirs) / shorter > ALIKE


def _areas(offer: Offer) -> str:
    shown = "、".join(str(area) for area in offer.areas[:SHOWN_AREAS])
    return shown + ("等地" if len(offer.areas) > SHOWN_AREAS else "")
