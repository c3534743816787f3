"""A public need as JSON, wherever another system reads it: the API, an export, a webhook."""

from typing import Any

from api.domain.need import Item
from api.domain.need_json import number_json
from api.domain.public_need import PublicNeed


def public_need_json(need: PublicNeed) -> dict[str, Any]:
    """The JSON object; money in yuan, ``month`` as YYYY-MM, ``page`` an address on this host."""
    return {
        "number": need.number,
        "title": need.title,
        "description": need.description,
        "category": need.category.value if need.category else None,
        "category_label": need.category.label if need.category else None,
        "place": {
            "province": need.place.province,
            "prefecture": need.place.prefecture,
            "county": need.place.county,
            "township": need.place.township,
            "code": need.place.code,
        },
        "items": [_item(one) for one in need.items],
        "people": need.people,
        "wanted_yuan": number_json(need.wanted_yuan),
        "open_yuan": number_json(need.open_yuan),
        "open_items": [_item(one) for one in need.open_items],
        "claimed": number_json(need.claimed),
        "urgency": need.urgency.value if need.urgency else None,
        "urgency_label": need.urgency.label if need.urgency else None,
        "deadline": need.deadline,
        "deadline_date": need.deadline_date.isoformat() if need.deadline_date else None,
        "status": need.status.value,
        "status_label": need.status.label,
        "month": need.month.strftime("%Y-%m") if need.month else None,
        "page": f"/needs/{need.number}",
    }


def _item(item: Item) -> dict[str, Any]:
    return {"name": item.name, "quantity": number_json(item.quantity), "unit": item.unit}
