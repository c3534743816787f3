import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from api.domain.category import Category
from api.domain.need import FIELDS, Beneficiaries, FiscalCover, Item, Need, Urgency
from api.domain.need_json import need_from_json, need_json
from api.domain.place import Place

texts = st.text(max_size=20)
maybe = st.none() | texts
money = st.none() | st.decimals(0, 10**9, places=2)
counts = st.none() | st.integers(0, 10**7)
needs = st.builds(
    Need,
    title=texts,
    category=st.none() | st.sampled_from(Category),
    secondary_category=st.none() | st.sampled_from(Category),
    place=st.builds(Place, maybe, maybe, maybe, maybe, maybe, maybe, st.none() | st.just(2025)),
    items=st.lists(
        st.builds(Item, texts, st.none() | st.decimals(0, 10**6, places=1), maybe), max_size=4
    ).map(tuple),
    description=texts,
    beneficiaries=st.builds(Beneficiaries, counts, counts, maybe),
    budget_yuan=money,
    gap_yuan=money,
    fiscal_cover=st.none() | st.sampled_from(FiscalCover),
    urgency=st.none() | st.sampled_from(Urgency),
    deadline=maybe,
    deadline_date=st.none() | st.dates(),
    evidence=st.lists(texts, max_size=3).map(tuple),
    contact=maybe,
)


@given(needs)
def test_a_need_survives_being_written_as_json_text_and_read_back(need: Need) -> None:
    assert need_from_json(json.loads(json.dumps(need_json(need)))) == need


def test_whole_amounts_are_integers_and_dates_iso() -> None:
    body = need_json(
        Need("冬衣", budget_yuan=Decimal("50000.00"), deadline_date=date(2026, 11, 30))
    )
    assert body["budget_yuan"] == 50000
    assert isinstance(body["budget_yuan"], int)
    assert body["deadline_date"] == "2026-11-30"


def test_every_field_asked_for_is_an_attribute_of_a_need_and_a_key_of_its_json() -> None:
    body = need_json(Need("冬衣"))
    assert set(FIELDS) <= set(body)
    assert need_from_json({}) == Need("")


def test_every_code_has_a_chinese_label() -> None:
    for code in (*Category, *Urgency, *FiscalCover):
        assert code.label


def test_a_municipality_is_named_once() -> None:
    place = Place("重庆市", "重庆市", "万州区", site="第一小学")
    assert str(place) == "重庆市万州区第一小学"
