"""The picture of a need: what stands on it, in which form, and that it never keeps an old state."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image
from starlette.requests import Request

from api.domain.public_need import PublicWords, public_need
from api.domain.ticket import Ticket
from api.pages import card_drawing
from api.pages.card_drawing import png, svg
from api.pages.need_card import card_mark, picture
from api.pages.need_view import NeedView, need_view
from api.pages.share_card import SIDE, WIDTH, Card, fitted, share_card, width, wrapped
from tests.api.desks import NEED

ADDRESS = "https://shanhai.example/needs/1001"
NOON = datetime(2026, 9, 1, 4, tzinfo=UTC)


def view(title: str = "", claimed: str = "0.25") -> NeedView:
    ticket = Ticket(1001, replace(NEED, deadline_date=date(2026, 11, 30)), "p").opened(at=NOON)
    need = public_need(ticket, PublicWords(title), Decimal(claimed))
    return need_view(need, None, date(2026, 9, 1))


def card(title: str = "", claimed: str = "0.25") -> Card:
    return share_card(view(title, claimed), ADDRESS)


def asked(tag: str = "") -> Request:
    headers = [(b"if-none-match", tag.encode())] if tag else []
    return Request({"type": "http", "headers": headers})


def test_the_card_says_what_is_lacking_where_and_how_far_it_is() -> None:
    said = [words.text for words in card().words]
    for line in (
        "澜沧拉祜族自治县：冬衣",
        "云南省澜沧拉祜族自治县 · 教育",
        "冬衣 200 套",
        "还差 37,500 元",
        "急需，2026年11月30日前要",
        "已认领 25%",
        "需求 1001",
    ):
        assert line in said
    assert "中心小学" not in "".join(said)


@example("111111111。。。。。。。。。。。")
@given(st.text(alphabet="冬衣被aW1，。（ ", max_size=200))
def test_every_word_stays_on_the_card(title: str) -> None:
    made = card(title)
    assert all(words.x + width(words.text, words.size) <= SIDE for words in made.words)
    assert all(0 < words.y < SIDE for words in made.words)
    assert all(width(line, 64) <= WIDTH + 64 for line in wrapped(title, 64, 3))
    assert len(wrapped(title, 64, 3)) <= 3
    assert width(fitted(title, 40), 40) <= WIDTH


def test_it_is_drawn_as_png_where_the_system_has_a_chinese_font() -> None:
    pixels = png(card())
    if pixels is None:
        pytest.skip("no font with Chinese characters: install fonts-noto-cjk")
    assert len(pixels) < 100_000
    image = Image.open(io.BytesIO(pixels))
    assert image.size == (SIDE, SIDE)
    answer = picture(asked(), card(), drawn=True)
    assert answer.media_type == "image/png"


def test_without_such_a_font_it_is_svg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_drawing, "FOLDERS", (Path("/nowhere"),))
    card_drawing.font_file.cache_clear()
    try:
        answer = picture(asked(), card("只在这里 <b>"), drawn=True)
    finally:
        card_drawing.font_file.cache_clear()
    assert answer.media_type == "image/svg+xml"
    assert "只在这里 &lt;b&gt;" in bytes(answer.body).decode()


def test_an_old_picture_is_not_kept_once_something_changed() -> None:
    assert card_mark(card()) == card_mark(card())
    assert card_mark(card()) != card_mark(card(claimed="0.5"))
    first = picture(asked(), card(), drawn=False)
    again = picture(asked(first.headers["etag"]), card(), drawn=False)
    assert (again.status_code, again.body) == (304, b"")
    later = picture(asked(first.headers["etag"]), card(claimed="0.5"), drawn=False)
    assert later.status_code == 200
    assert svg(card()) == bytes(first.body)
